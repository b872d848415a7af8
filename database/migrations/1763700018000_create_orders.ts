import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table orders (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        number bigint not null,
        contact_id uuid,
        email text,
        name text,
        locale text not null default 'en',
        status text not null default 'pending'
          check (status in ('pending', 'processing', 'paid', 'failed', 'expired', 'partially_refunded', 'refunded')),
        currency char(3) not null,
        total_minor bigint not null check (total_minor >= 0),
        refunded_minor bigint not null default 0 check (refunded_minor >= 0 and refunded_minor <= total_minor),
        provider text,
        provider_account text,
        checkout_session_id text,
        checkout_url text,
        payment_intent_id text,
        return_token_hash text not null unique,
        return_used_at timestamptz,
        note text,
        expires_at timestamptz,
        paid_at timestamptz,
        fulfilled_at timestamptz,
        reconciled_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, number),
        foreign key (organization_id, contact_id) references contacts (organization_id, id)
      );
      create unique index orders_session on orders (provider, provider_account, checkout_session_id)
        where checkout_session_id is not null;
      create index orders_intent on orders (payment_intent_id) where payment_intent_id is not null;
      create index orders_newest on orders (organization_id, created_at desc, id desc);
      create index orders_by_status on orders (organization_id, status, created_at desc, id desc);
      create index orders_contact on orders (organization_id, contact_id, created_at desc) where contact_id is not null;
      create index orders_paid on orders (organization_id, paid_at) where paid_at is not null;
      create index orders_open on orders (created_at) where status in ('pending', 'processing');
      create table order_lines (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        order_id uuid not null,
        product_id uuid not null,
        name text not null,
        quantity integer not null default 1 check (quantity > 0),
        unit_minor bigint not null,
        total_minor bigint not null,
        created_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, order_id) references orders (organization_id, id) on delete cascade,
        foreign key (organization_id, product_id) references products (organization_id, id)
      );
      create index order_lines_order on order_lines (organization_id, order_id);
      create index order_lines_product on order_lines (organization_id, product_id);
      create table payments (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        order_id uuid not null,
        provider text not null,
        provider_ref text not null,
        charge_ref text,
        amount_minor bigint not null,
        currency char(3) not null,
        method text,
        captured_at timestamptz not null,
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, provider, provider_ref),
        foreign key (organization_id, order_id) references orders (organization_id, id)
      );
      create index payments_order on payments (organization_id, order_id);
      create table refunds (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        order_id uuid not null,
        payment_id uuid,
        provider text not null,
        provider_ref text,
        amount_minor bigint not null check (amount_minor > 0),
        currency char(3) not null,
        status text not null default 'requested'
          check (status in ('requested', 'pending', 'succeeded', 'failed', 'cancelled')),
        reason text,
        failure text,
        requested_by uuid references users (id) on delete set null,
        due_at timestamptz not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, order_id) references orders (organization_id, id)
      );
      create unique index refunds_ref on refunds (organization_id, provider, provider_ref) where provider_ref is not null;
      create index refunds_order on refunds (organization_id, order_id);
      create index refunds_owed on refunds (due_at) where status in ('requested', 'pending');
      create table seat_holds (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        product_id uuid not null,
        order_id uuid not null,
        state text not null default 'held' check (state in ('held', 'sold', 'released')),
        expires_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, order_id, product_id),
        foreign key (organization_id, product_id) references products (organization_id, id),
        foreign key (organization_id, order_id) references orders (organization_id, id)
      );
      create index seat_holds_due on seat_holds (expires_at) where state = 'held' and expires_at is not null;
    `)
  }

  async down() {
    this.schema.raw(
      `drop table seat_holds; drop table refunds; drop table payments; drop table order_lines; drop table orders`
    )
  }
}
