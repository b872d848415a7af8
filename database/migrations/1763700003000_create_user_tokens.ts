import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- One-time tokens of a user: only the SHA-256 of the token is kept.
      create table user_tokens (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        kind text not null check (kind in ('verify_email', 'reset_password', 'change_email')),
        token_hash text not null unique,
        email text,
        expires_at timestamptz not null,
        used_at timestamptz,
        created_at timestamptz not null
      );
      create index user_tokens_user on user_tokens (user_id, kind);
      create table remember_me_tokens (
        id bigint generated always as identity primary key,
        tokenable_id uuid not null references users (id) on delete cascade,
        hash text not null unique,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index remember_me_tokens_user on remember_me_tokens (tokenable_id);
    `)
  }

  async down() {
    this.schema.raw(`drop table remember_me_tokens; drop table user_tokens`)
  }
}
