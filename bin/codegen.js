/*
 * `npm run codegen`: writes .adonisjs/ (controllers, pages and routes with their types). The
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
const { status } = spawnSync(nodeBinary(), ['ace.js', 'codegen'], {
  cwd: REPO,
  env: { ...environment, ...process.env },
  stdio: 'inherit',
})
process.exit(status ?? 1)
