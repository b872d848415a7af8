import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- A mail is a row before it is sent. The body lives only until a terminal state.
      create table outgoing_mails (
        id uuid primary key,
        organization_id uuid references organizations (id) on delete cascade,
        mail text not null,
        key text,
        contact_id uuid,
        user_id uuid references users (id) on delete set null,
        to_address text not null,
        to_name text,
        locale text not null default 'en',
        payload jsonb not null default '{}',
        subject text,
        message_id text not null,
        state text not null default 'queued'
          check (state in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
        attempts integer not null default 0,
        due_at timestamptz not null,
        last_error text,
        last_reply text,
        cut_attempts integer not null default 0,
        sent_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index outgoing_mails_key on outgoing_mails (mail, key) where key is not null;
      create index outgoing_mails_owed on outgoing_mails (due_at) where state in ('queued', 'sending');
      create index outgoing_mails_newest on outgoing_mails (organization_id, created_at desc, id desc);
      create index outgoing_mails_contact on outgoing_mails (organization_id, contact_id, created_at desc) where contact_id is not null;
    `)
  }

  async down() {
    this.schema.raw(`drop table outgoing_mails`)
  }
}
