import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The ledger of what payment providers told us, one line per event id and account, for ever.
      create table payment_events (
        id uuid primary key,
        organization_id uuid references organizations (id) on delete cascade,
        receipt_id bigint not null references receipts (id),
        provider text not null,
        account text not null,
        event_id text not null,
        type text not null,
        object_id text,
        order_id uuid,
        state text not null default 'received' check (state in ('received', 'applied', 'ignored', 'failed')),
        outcome text,
        provider_created_at timestamptz,
        received_at timestamptz not null,
        applied_at timestamptz,
        unique (provider, account, event_id)
      );
      create index payment_events_order on payment_events (organization_id, order_id, received_at) where order_id is not null;
      create index payment_events_receipt on payment_events (receipt_id);
    `)
  }

  async down() {
    this.schema.raw(`drop table payment_events`)
  }
}
