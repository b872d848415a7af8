import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- When a deleted contact was emptied for good, because orders and the like still refer to it.
      alter table contacts add column erased_at timestamptz;
      create index contacts_to_erase on contacts (organization_id, deleted_at)
        where deleted_at is not null and erased_at is null and merged_into_id is null;
      create index companies_deleted on companies (organization_id, deleted_at) where deleted_at is not null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index contacts_to_erase;
      drop index companies_deleted;
      alter table contacts drop column erased_at;
    `)
  }
}
