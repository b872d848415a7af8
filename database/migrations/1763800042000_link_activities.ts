import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- What happened to a company or a deal need not concern a contact.
      alter table activities alter column contact_id drop not null;
      create index activities_timeline_by_kind on activities (organization_id, contact_id, kind, occurred_at desc, id desc)
        where contact_id is not null;

      -- Timelines of companies and deals: which activities stand on them.
      create table activity_links (
        organization_id uuid not null,
        target_type text not null check (target_type in ('company', 'deal')),
        target_id uuid not null,
        kind text not null,
        occurred_at timestamptz not null,
        activity_id bigint not null,
        primary key (organization_id, target_type, target_id, occurred_at, activity_id)
      ) partition by range (occurred_at);
      create table activity_links_default partition of activity_links default;
      create index activity_links_by_kind on activity_links
        (organization_id, target_type, target_id, kind, occurred_at desc, activity_id desc);
    `)
  }

  async down() {
    this.schema.raw(`
      drop table activity_links;
      drop index activities_timeline_by_kind;
      delete from activities where contact_id is null;
      alter table activities alter column contact_id set not null;
    `)
  }
}
