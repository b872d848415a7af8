import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- One change to many records, done in the background, batch by batch.
      create table bulk_actions (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        entity text not null check (entity in ('contact', 'company')),
        user_id uuid references users (id) on delete set null,
        kind text not null,
        params jsonb not null default '{}',
        -- Words for people: "Add the tag VIP".
        label text not null,
        -- Whom it is for, until they are written down: q and filter of the list; null for a selection.
        audience jsonb,
        state text not null check (state in ('freezing', 'running', 'done', 'failed', 'undoing', 'undone')),
        total integer not null default 0,
        done integer not null default 0,
        changed integer not null default 0,
        -- The last record of the batch before.
        cursor uuid,
        error text,
        leased_until timestamptz,
        created_at timestamptz not null,
        finished_at timestamptz,
        undone_at timestamptz,
        unique (organization_id, id)
      );
      create index bulk_actions_newest on bulk_actions (organization_id, entity, created_at desc);
      create index bulk_actions_open on bulk_actions (leased_until) where state in ('freezing', 'running', 'undoing');

      -- The audience as it was when the action began, and what stood there before.
      create table bulk_action_items (
        organization_id uuid not null,
        bulk_action_id uuid not null,
        record_id uuid not null,
        -- What undo restores; null where nothing was changed.
        before jsonb,
        primary key (organization_id, bulk_action_id, record_id),
        foreign key (organization_id, bulk_action_id) references bulk_actions (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw('drop table bulk_action_items, bulk_actions')
  }
}
