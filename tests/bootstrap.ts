import { chromium } from 'playwright'
import { assert } from '@japa/assert'
import { apiClient } from '@japa/api-client'
import { browserClient } from '@japa/browser-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { authApiClient } from '@adonisjs/auth/plugins/api_client'
import { inertiaApiClient } from '@adonisjs/inertia/plugins/api_client'
import { sessionApiClient } from '@adonisjs/session/plugins/api_client'
import { shieldApiClient } from '@adonisjs/shield/plugins/api_client'
import env from '#start/env'
import { stopWorking } from '#tests/support/queue'

export const plugins: Config['plugins'] = [
  assert(),
  pluginAdonisJS(app),
  apiClient(`http://${env.get('HOST')}:${env.get('PORT')}`),
  sessionApiClient(app),
  authApiClient(app),
  shieldApiClient(),
  inertiaApiClient(app),
  browserClient({
    runInSuites: ['browser'],
    launcher: (config) =>
      chromium.launch({
        ...config,
        executablePath: process.env.CHROMIUM_PATH || undefined,
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
      }),
  }),
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [
    async () => {
      const { rows } = await db.rawQuery(`select to_regclass('events') is not null as migrated`)
      if (!rows[0].migrated) {
        throw new Error(
          'DATABASE_URL names a database without tables: run the suites by `npm test`'
        )
      }
    },
  ],
  teardown: [() => stopWorking()],
}

/**
 * Suites that speak HTTP get a running server. A worker that a group started ends with it: what the next group owes is
 * worked off when that group says so.
 */
export const configureSuite: Config['configureSuite'] = (suite) => {
  suite.onGroup((group) => group.teardown(() => stopWorking()))
  if (['browser', 'functional', 'contracts', 'architecture'].includes(suite.name)) {
    return suite.setup(() => testUtils.httpServer().start())
  }
}
