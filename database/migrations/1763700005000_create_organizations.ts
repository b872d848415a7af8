import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table organizations (
        id uuid primary key,
        name text not null,
        slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
        is_primary boolean not null default false,
        tagline text,
        logo_file_id uuid,
        brand_color text not null default '#2f7d57' check (brand_color ~ '^#[0-9a-f]{6}$'),
        time_zone text not null default 'UTC',
        currency char(3) not null default 'EUR',
        locale text not null default 'en',
        support_email text,
        created_by uuid references users (id) on delete set null,
        deleted_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index organizations_one_primary on organizations (is_primary) where is_primary;
      create table organization_hosts (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        host text not null unique check (host = lower(host)),
        is_canonical boolean not null default false,
        created_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index organization_hosts_one_canonical on organization_hosts (organization_id) where is_canonical;
    `)
  }

  async down() {
    this.schema.raw(`drop table organization_hosts; drop table organizations`)
  }
}
