import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table products (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        name text not null,
        slug text not null,
        description text,
        cover_file_id uuid,
        status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
        is_free boolean not null default false,
        access_days integer check (access_days > 0),
        refund_policy text not null default 'revoke' check (refund_policy in ('revoke', 'keep', 'period_end')),
        published_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, slug),
        foreign key (organization_id, cover_file_id) references files (organization_id, id)
      );
      create index products_newest on products (organization_id, created_at desc, id desc);
      create table product_prices (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        product_id uuid not null,
        currency char(3) not null,
        amount_minor bigint not null check (amount_minor >= 0),
        archived_at timestamptz,
        created_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, product_id) references products (organization_id, id) on delete cascade
      );
      create unique index product_prices_one_active on product_prices (organization_id, product_id, currency)
        where archived_at is null;
      create table product_grants (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        product_id uuid not null,
        subject_type text not null,
        subject_id uuid not null,
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, product_id, subject_type, subject_id),
        foreign key (organization_id, product_id) references products (organization_id, id) on delete cascade
      );
      create index product_grants_subject on product_grants (organization_id, subject_type, subject_id);
      -- The hot row of a product with limited seats: sold + held never exceed the limit.
      create table product_seats (
        product_id uuid primary key,
        organization_id uuid not null references organizations (id),
        seat_limit integer not null check (seat_limit >= 0),
        sold integer not null default 0 check (sold >= 0),
        held integer not null default 0 check (held >= 0),
        foreign key (organization_id, product_id) references products (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw(
      `drop table product_seats; drop table product_grants; drop table product_prices; drop table products`
    )
  }
}
