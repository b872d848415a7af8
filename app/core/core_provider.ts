import pg from 'pg'
import edge from 'edge.js'
import { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import { checkCommits } from '#core/database/checked_commit'

/** Ties core to the life of a process. */
export default class CoreProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    // bigint identities and counts stay far below 2^53: numbers, not strings.
    pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  }

  async boot() {
    checkCommits(await this.app.container.make('lucid.db'))
    // The framework's own getter, with the nonce beside the request: made when a template is
    // rendered, so that answers without one do not pay for it.
    HttpContext.getter(
      'view',
      function (this: HttpContext) {
        return edge.createRenderer().share({ request: this.request, cspNonce: this.response.nonce })
      },
      true
    )
  }

  async ready() {
    const environment = this.app.getEnvironment()
    if (environment !== 'web' && environment !== 'test') return
    if (environment === 'web') await this.#followSandbox()
    const { noteRequest } = await import('#core/observability/request_log')
    const emitter = await this.app.container.make('emitter')
    emitter.on('http:request_completed', noteRequest)
    // Before the server closes: it waits for its connections, and these never end by themselves.
    const { liveHub } = await import('#core/live/hub')
    this.app.terminating(() => liveHub.close())
  }

  async shutdown() {
    const { queues } = await import('#core/queue/queues')
    await queues.close()
  }

  async #followSandbox() {
    const { SandboxClock } = await import('#core/clock/sandbox_clock')
    const sandboxClock = new SandboxClock()
    sandboxClock.start()
    this.app.terminating(() => sandboxClock.stop())
  }
}
