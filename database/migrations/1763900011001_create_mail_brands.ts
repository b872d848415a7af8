import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How an organization's mails look, beside its name, colour and logo.
      create table mail_brands (
        id uuid primary key,
        organization_id uuid not null unique references organizations (id) on delete cascade,
        -- The postal address that marketing mail must carry in many countries.
        address text not null default '',
        font text not null default 'inter',
        background text not null default '#f5f5f4',
        -- A sentence below every mail: why one gets it.
        footer text not null default '',
        -- [{ kind: 'instagram', url }], in order.
        links jsonb not null default '[]',
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table mail_brands`)
  }
}
