import { BaseSchema } from '@adonisjs/lucid/schema'

/** Suppressed addresses of one reason, the newest first. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'create index suppressions_of_reason on suppressions (organization_id, reason, created_at desc, id desc)'
    )
  }

  async down() {
    this.schema.raw('drop index suppressions_of_reason')
  }
}
