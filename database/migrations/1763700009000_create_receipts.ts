import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Providers' webhooks as they came in: a narrow row that is unique for ever,
      -- the bytes beside it in months that can be dropped.
      create table receipts (
        id bigint generated always as identity primary key,
        organization_id uuid references organizations (id) on delete cascade,
        provider text not null,
        account text not null,
        event_id text not null,
        type text not null,
        object_id text,
        state text not null default 'received'
          check (state in ('received', 'applied', 'ignored', 'failed')),
        attempts integer not null default 0,
        due_at timestamptz not null,
        note text,
        provider_created_at timestamptz,
        received_at timestamptz not null,
        applied_at timestamptz,
        unique (provider, account, event_id)
      );
      create index receipts_owed on receipts (due_at) where state = 'received';
      create index receipts_by_object on receipts (organization_id, object_id) where object_id is not null;
      create table receipt_bodies (
        receipt_id bigint not null,
        body text not null,
        received_at timestamptz not null,
        primary key (receipt_id, received_at)
      ) partition by range (received_at);
      create table receipt_bodies_default partition of receipt_bodies default;
    `)
  }

  async down() {
    this.schema.raw(`drop table receipt_bodies; drop table receipts`)
  }
}
