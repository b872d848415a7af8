import { Listener } from '#core/events/listener'

/** Does nothing: what is measured is the way to a listener. */
export default class BenchListener extends Listener {
  static listenerName = 'bench/listener'

  async handle() {}
}
