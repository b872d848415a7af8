import ViteProvider from '@adonisjs/vite/vite_provider'

/**
 * Vite's development server runs under `npm run dev` alone. The package would
 * start it in tests as well, where pages come from the build as in production.
 */
export default class BuiltViteProvider extends ViteProvider {
  async start() {
    if (process.env.DEV_MODE) await super.start()
  }

  async shutdown() {
    if (process.env.DEV_MODE) await super.shutdown()
  }
}
