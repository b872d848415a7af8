import { compose } from '@adonisjs/core/helpers'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { MailBrandSchema } from '#database/schema'

/** How an organization's mails look beside its name, colour and logo: one row, or none yet. */
export default class MailBrand extends compose(MailBrandSchema, Tenanted, WithId) {
  /** Changes the look, or begins it. */
  static async revise(
    details: Partial<Pick<MailBrandSchema, 'address' | 'font' | 'background' | 'footer' | 'links'>>
  ) {
    const brand = (await this.query().first()) ?? new this()
    await brand.merge(details).save()
    return brand
  }
}
