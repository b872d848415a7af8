import router from '@adonisjs/core/services/router'
import { registerEndpoints } from '#core/api/register'
import { middleware } from '#start/kernel'

// Preloaded files are read side by side, and a static import does not wait for the cycles below it.
await import('#start/registries')

// Machines: a key and nothing else; no session, so nothing that a browser would send by itself.
router
  .group(registerEndpoints)
  .prefix('api/v1')
  .as('api')
  .use([middleware.adminHost(), middleware.apiKey()])

router
  .group(() => {
    router
      .get('openapi.json', async ({ response }) => {
        const { openApiDocument } = await import('#core/api/openapi')
        response.header('Cache-Control', 'public, max-age=300')
        return openApiDocument()
      })
      .as('document')
    router
      .get('docs', async ({ response }) => {
        const { referencePage } = await import('#core/api/reference/page')
        response.header('Content-Type', 'text/html; charset=utf-8')
        return referencePage(response.nonce)
      })
      .as('reference')
  })
  .prefix('api')
  .as('api')
  .use([middleware.adminHost()])
