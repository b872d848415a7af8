import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table notifications (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        organization_id uuid references organizations (id) on delete cascade,
        kind text not null,
        key text not null,
        title text not null,
        body text,
        url text,
        read_at timestamptz,
        created_at timestamptz not null,
        unique (user_id, key)
      );
      create index notifications_newest on notifications (user_id, created_at desc, id desc);
      create index notifications_unread on notifications (user_id) where read_at is null;
      create table notification_preferences (
        user_id uuid not null references users (id) on delete cascade,
        kind text not null,
        in_app boolean not null,
        email boolean not null,
        updated_at timestamptz not null,
        primary key (user_id, kind)
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table notification_preferences; drop table notifications`)
  }
}
