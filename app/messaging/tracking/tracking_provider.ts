import type { ApplicationService } from '@adonisjs/core/types'

/** Takes in opens and clicks beside the web server that answers them. */
export default class TrackingProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    const { HitLoop } = await import('#messaging/tracking/hits')
    const loop = new HitLoop()
    loop.start()
    this.app.terminating(() => loop.stop())
  }
}
