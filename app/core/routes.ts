import router from '@adonisjs/core/services/router'
import { mayScrape } from '#core/observability/scraper'
import { sendProblem } from '#core/http/problem'
import { middleware } from '#start/kernel'

router.get('/health/live', () => ({ status: 'ok' })).as('health.live')

router
  .get('/health/ready', async (ctx) => {
    const { readiness } = await import('#core/observability/readiness')
    const parts = await readiness()
    const down = Object.keys(parts).filter((name) => parts[name] !== 'ok')
    if (down.length === 0) return { status: 'ready', parts }
    const detail = `Not ready: ${down.map((name) => `${name} (${parts[name]})`).join(', ')}.`
    sendProblem(ctx, { status: 503, code: 'E_NOT_READY', detail })
  })
  .as('health.ready')

router
  .get('/metrics', async (ctx) => {
    if (!mayScrape(ctx.request)) {
      ctx.response.header('WWW-Authenticate', 'Bearer')
      return sendProblem(ctx, {
        status: 401,
        code: 'E_METRICS_TOKEN',
        detail: 'Send METRICS_TOKEN as bearer token.',
      })
    }
    const { metrics, scrape } = await import('#core/observability/metrics')
    ctx.response.header('Content-Type', metrics.contentType)
    return scrape()
  })
  .as('metrics')

router
  .get('/live', async (ctx) => {
    const { connectLive } = await import('#core/live/connect')
    await connectLive(ctx)
  })
  .as('live')
  .use(middleware.web())
