/*
 * `npm run codegen`: writes .adonisjs/ (controllers, pages and routes with their types);
 * `npm run client`: the TypeScript client of the API. The
 * application is loaded for its routes, so it wants an environment; nothing is connected to.
 */
import { spawnSync } from 'node:child_process'
import { nodeBinary, REPO } from './launcher/paths.js'

const environment = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '3333',
  APP_DOMAIN: 'localhost',
  APP_KEY: 'only-for-the-generation-of-types',
  DATABASE_URL: 'postgres://127.0.0.1/unused',
}
const [command = 'codegen'] = process.argv.slice(2)
const { status } = spawnSync(nodeBinary(), ['ace.js', command], {
  cwd: REPO,
  env: { ...environment, ...process.env },
  stdio: 'inherit',
})
process.exit(status ?? 1)
