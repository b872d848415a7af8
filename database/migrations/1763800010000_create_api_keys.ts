import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Keys of machines. Only the hash is kept; the prefix is what people tell keys apart by.
      create table api_keys (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        name text not null,
        prefix text not null,
        key_hash text not null unique,
        scopes text[] not null,
        requests_per_minute integer not null check (requests_per_minute > 0),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_by uuid references users (id) on delete set null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create index api_keys_newest on api_keys (organization_id, created_at desc, id desc);

      -- What was answered to a POST that carried an Idempotency-Key. The answer is written in the
      -- transaction of the change, so that a key stands for one change whatever crashes.
      create table idempotency_keys (
        organization_id uuid not null references organizations (id) on delete cascade,
        api_key_id uuid not null,
        key text not null,
        request_hash text not null,
        lease_id uuid not null,
        leased_until timestamptz not null,
        status integer,
        location text,
        body text,
        expires_at timestamptz not null,
        primary key (organization_id, api_key_id, key),
        foreign key (organization_id, api_key_id) references api_keys (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table idempotency_keys, api_keys`)
  }
}
