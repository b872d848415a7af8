import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table site_pages (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        key text not null check (key in ('home', 'privacy', 'imprint')),
        title text not null,
        body_html text not null default '',
        seo_title text,
        seo_description text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, key)
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table site_pages`)
  }
}
