import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table mail_templates (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        name text not null,
        -- For the API: a name that stays.
        key text not null,
        -- 'layout' and 'block' are put into others; 'mail' is sent.
        kind text not null default 'mail' check (kind in ('mail', 'block')),
        format text not null check (format in ('visual', 'rich', 'markdown', 'mjml', 'html')),
        version integer not null default 1,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, key)
      );
      create index mail_templates_newest on mail_templates (organization_id, updated_at desc, id desc);

      -- What a template was, version by version; what is sent names its version.
      create table mail_template_versions (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        template_id uuid not null,
        version integer not null,
        subject text not null default '',
        preheader text not null default '',
        -- What people edited: MJML, HTML, Markdown, rich text; the visual editor's project beside its MJML.
        source text not null default '',
        project jsonb,
        -- Compiled: HTML with its Liquid kept, and the text part with Liquid of its own.
        html text not null default '',
        text text not null default '',
        created_by_id uuid references users (id) on delete set null,
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, template_id, version),
        foreign key (organization_id, template_id) references mail_templates (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table mail_template_versions; drop table mail_templates`)
  }
}
