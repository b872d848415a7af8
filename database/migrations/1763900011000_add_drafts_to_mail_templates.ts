import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table mail_templates
        -- What is being written and not in use yet: subject, preheader, source, project, text.
        add column draft jsonb,
        -- Counts writings of the draft, so that two people do not write over each other unseen.
        add column draft_revision integer not null default 0,
        add column draft_at timestamptz,
        add column draft_by_id uuid references users (id) on delete set null,
        add column created_by_id uuid references users (id) on delete set null;
      alter table mail_template_versions
        -- The text part was written by hand, else it is made of the HTML.
        add column text_by_hand boolean not null default false,
        -- The version that this one brought back.
        add column restored_from integer;
      create index mail_templates_by_name on mail_templates (organization_id, kind, updated_at desc, id desc)
        where archived_at is null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index mail_templates_by_name;
      alter table mail_template_versions drop column restored_from, drop column text_by_hand;
      alter table mail_templates drop column created_by_id, drop column draft_by_id, drop column draft_at,
        drop column draft_revision, drop column draft;
    `)
  }
}
