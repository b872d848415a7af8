import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table portal_links (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        token_hash text not null unique,
        purpose text not null check (purpose in ('receipt', 'request')),
        expires_at timestamptz not null,
        used_at timestamptz,
        created_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index portal_links_contact on portal_links (organization_id, contact_id);
      create table portal_sessions (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        portal_link_id uuid,
        ip text,
        user_agent text,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        unique (organization_id, id),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index portal_sessions_contact on portal_sessions (organization_id, contact_id);
    `)
  }

  async down() {
    this.schema.raw(`drop table portal_sessions; drop table portal_links`)
  }
}
