import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table users (
        id uuid primary key,
        email text not null,
        email_norm text not null unique,
        email_verified_at timestamptz,
        password text not null,
        full_name text not null,
        locale text not null default 'en',
        time_zone text not null default 'UTC',
        is_operator boolean not null default false,
        password_changed_at timestamptz,
        last_login_at timestamptz,
        disabled_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table users`)
  }
}
