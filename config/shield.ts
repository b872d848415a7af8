import { defineConfig } from '@adonisjs/shield'

/**
 * Shield checks forms of sessions only. Headers are set by core/http for every
 * answer, 404s and static files too, which this middleware never sees.
 */
export default defineConfig({
  csp: { enabled: false },
  csrf: {
    enabled: true,
    enableXsrfCookie: true,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
    exceptRoutes: [],
  },
  xFrame: { enabled: false },
  hsts: { enabled: false },
  contentTypeSniffing: { enabled: false },
})
