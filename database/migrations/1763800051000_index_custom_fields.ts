import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- A field becomes sortable (or is no longer so) in the background: what is to do, and how far it is.
      alter table custom_fields
        add column index_work text check (index_work in ('build', 'clear')),
        -- The last record that was looked at; null while old copies are still being cleared.
        add column index_cursor uuid,
        add column index_done integer not null default 0,
        add column index_total integer,
        -- Changes by transactions that began before this one may have missed the triggers' attention.
        add column index_since xid8,
        add column index_lease_until timestamptz;
      create index custom_fields_at_work on custom_fields (organization_id, id) where index_work is not null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index custom_fields_at_work;
      alter table custom_fields drop column index_work, drop column index_cursor, drop column index_done,
        drop column index_total, drop column index_since, drop column index_lease_until;
    `)
  }
}
