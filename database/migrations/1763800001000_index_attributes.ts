import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- What else is asked of contacts by words: one trigram index for all of it, each answer checked at its column.
      alter table contacts add column attributes text not null generated always as (warren_fold(
        coalesce(job_title, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' ' ||
        coalesce(region, '') || ' ' || coalesce(postal_code, '') || ' ' || coalesce(time_zone, '') || ' ' ||
        coalesce(locale, '') || ' ' || coalesce(external_id, ''))) stored;
      alter table contacts alter column attributes set statistics 1000;
      create index contacts_attributes on contacts using gin (organization_id, attributes gin_trgm_ops)
        where deleted_at is null;
      create index contacts_by_updated on contacts (organization_id, updated_at desc, id desc) where deleted_at is null;
      -- "Did it so often lately": per kind over all contacts.
      create index activities_by_kind on activities (organization_id, kind, occurred_at, contact_id);
    `)
  }

  async down() {
    this.schema.raw(`
      drop index activities_by_kind;
      drop index contacts_by_updated;
      alter table contacts drop column attributes;
    `)
  }
}
