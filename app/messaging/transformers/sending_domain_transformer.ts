import { BaseTransformer } from '@adonisjs/core/transformers'
import type SendingDomain from '#messaging/models/sending_domain'

export default class SendingDomainTransformer extends BaseTransformer<SendingDomain> {
  toObject() {
    const { id, domain, state, checkedAt, verifiedAt, misses } = this.resource
    return {
      id,
      domain,
      state,
      checkedAt: checkedAt?.toISO() ?? null,
      verifiedAt: verifiedAt?.toISO() ?? null,
      isShaky: misses > 0,
    }
  }

  /** With its records: what has to stand in DNS, and what was found. */
  forRecords() {
    const { checks, warmUp, warmUpFrom } = this.resource
    return {
      ...this.toObject(),
      checks,
      warmUp,
      warmUpFrom: warmUpFrom?.toISODate() ?? null,
    }
  }
}
