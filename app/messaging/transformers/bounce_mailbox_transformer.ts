import { BaseTransformer } from '@adonisjs/core/transformers'
import type BounceMailbox from '#messaging/models/bounce_mailbox'

/** The password never leaves; whether there is one does. */
export default class BounceMailboxTransformer extends BaseTransformer<BounceMailbox> {
  toObject() {
    const { id, domain, mailbox, state, reading, misses, checkedAt } = this.resource
    const { isStopped, lastError, failures, failingSince, dueAt } = this.resource
    const { lastReadAt, lastReportAt, takenCount, passedCount } = this.resource
    return {
      id,
      domain,
      mailbox,
      state,
      reading,
      isShaky: misses > 0,
      checkedAt: checkedAt?.toISO() ?? null,
      isStopped,
      lastError,
      failures,
      failingSince: failingSince?.toISO() ?? null,
      dueAt: dueAt.toISO(),
      lastReadAt: lastReadAt?.toISO() ?? null,
      lastReportAt: lastReportAt?.toISO() ?? null,
      taken: Number(takenCount),
      passed: Number(passedCount),
    }
  }

  /** With what its form has to begin with. */
  forSettings() {
    const { imapHost, imapPort, imapSecurity, imapUser, imapFolder, doneFolder } = this.resource
    return {
      ...this.toObject(),
      host: imapHost,
      port: imapPort,
      security: imapSecurity,
      user: imapUser,
      folder: imapFolder,
      doneFolder,
      hasPassword: this.resource.imapSecret !== null,
    }
  }
}
