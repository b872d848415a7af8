import { compose } from '@adonisjs/core/helpers'
import { CompanySchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { Deletable } from '#crm/models/deletable'

/** A business that contacts work for, or belong to in another role. */
export default class Company extends compose(CompanySchema, Tenanted, Deletable, WithId) {}
