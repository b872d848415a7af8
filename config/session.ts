import { defineConfig, stores } from '@adonisjs/session'
import { appUrl } from '#config/app'
import { seldomTouched } from '#core/http/session_store'
import env from '#start/env'

const secure = appUrl.startsWith('https://')

/**
 * Sessions live in Postgres, with or without Redis: a flush of the queue's
 * Redis must not log everybody out.
 */
const sessionConfig = defineConfig({
  age: '14d',
  enabled: true,
  cookieName: secure ? '__Host-warren' : 'warren',
  clearWithBrowser: false,
  cookie: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
  store: env.get('NODE_ENV') === 'test' ? 'memory' : 'database',
  stores: {
    database: seldomTouched(stores.database({ connectionName: 'postgres', tableName: 'sessions' })),
  },
})

export default sessionConfig
