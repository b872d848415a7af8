import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table flags (
        key text primary key,
        description text not null default '',
        enabled boolean not null default false,
        seed text not null,
        rollout integer not null default 10000 check (rollout between 0 and 10000),
        rules jsonb not null default '[]',
        updated_by uuid references users (id) on delete set null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create table organization_limits (
        organization_id uuid not null references organizations (id) on delete cascade,
        name text not null,
        value bigint not null,
        updated_at timestamptz not null,
        primary key (organization_id, name)
      );
      create table organization_sequences (
        organization_id uuid not null references organizations (id) on delete cascade,
        name text not null,
        value bigint not null default 0,
        primary key (organization_id, name)
      );
    `)
  }

  async down() {
    this.schema.raw(
      `drop table organization_sequences; drop table organization_limits; drop table flags`
    )
  }
}
