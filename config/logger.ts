import { defineConfig } from '@adonisjs/core/logger'
import { logContext } from '#core/context'
import env from '#start/env'

/** JSON lines on stdout; request, organization and job ids are added from the context. */
const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'warren',
      level: env.get('LOG_LEVEL', env.get('NODE_ENV') === 'test' ? 'fatal' : 'info'),
      redact: {
        paths: [
          'password',
          '*.password',
          'token',
          '*.token',
          'secret',
          '*.secret',
          'authorization',
        ],
        censor: '[redacted]',
      },
      mixin: logContext,
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList {
    app: unknown
  }
}
