import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- What somebody keeps of a list: its filter, order and columns.
      create table views (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        entity text not null check (entity in ('contact', 'company')),
        user_id uuid not null references users (id) on delete cascade,
        name text not null,
        is_shared boolean not null default false,
        q text,
        -- A tree of conditions, as segments have it.
        filter jsonb,
        sort text,
        columns jsonb,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create index views_of on views (organization_id, entity, user_id);

      -- With which view a person's list opens.
      create table view_defaults (
        organization_id uuid not null references organizations (id),
        user_id uuid not null references users (id) on delete cascade,
        entity text not null,
        view_id uuid not null,
        primary key (organization_id, user_id, entity),
        foreign key (organization_id, view_id) references views (organization_id, id) on delete cascade
      );

      -- Those that were never seen stand in the order by "last seen" too, behind the others.
      drop index contacts_by_last_seen;
      create index contacts_by_last_seen on contacts (organization_id, last_seen_at desc, id desc) where deleted_at is null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index contacts_by_last_seen;
      create index contacts_by_last_seen on contacts (organization_id, last_seen_at desc, id desc)
        where deleted_at is null and last_seen_at is not null;
      drop table view_defaults, views;
    `)
  }
}
