import { compose } from '@adonisjs/core/helpers'
import { TaskSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { Completable } from '#crm/models/task/completable'
import { Planned } from '#crm/models/task/planned'
import { Scheduled } from '#crm/models/task/scheduled'

/** Something that somebody has to do, perhaps by a day, perhaps again and again. */
export default class Task extends compose(
  TaskSchema,
  Tenanted,
  WithId,
  Scheduled,
  Planned,
  Completable
) {}
