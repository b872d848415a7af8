import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The framework's session store, and beside it what a person may see of her own sessions.
      create table sessions (
        id text primary key,
        data text not null,
        user_id text,
        expires_at timestamptz not null
      );
      create index sessions_expiry on sessions (expires_at);
      create index sessions_user on sessions (user_id) where user_id is not null;
      create table user_sessions (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        ip text,
        user_agent text,
        remembered boolean not null default false,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index user_sessions_user on user_sessions (user_id, last_seen_at desc);
      create table rate_limits (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table rate_limits; drop table user_sessions; drop table sessions`)
  }
}
