import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Listener } from '#core/events/listener'
import type { RecordedEvent } from '#core/events/domain_event'
import { noticeOf } from '#commerce/notices'
import { notify } from '#core/notifications/notify'
import { staffWho } from '#identity/staff_who'

/** Who may read orders hears of a new one, and of what wants a look. */
export default class TellStaff extends Listener {
  static listenerName = 'commerce/tell_staff'

  async handle(event: RecordedEvent) {
    // What is told days later is no news.
    if (event.occurredAt.getTime() < clock.now().minus({ days: 2 }).toMillis()) return
    const people = await staffWho('orders:read')
    if (people.length === 0) return
    const notice = await noticeOf(event)
    if (notice) await db.transaction((trx) => notify(people, notice, trx))
  }
}
