import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Where bounces of an organization's plain SMTP mail go, and how they come home.
      create table bounce_mailboxes (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        -- Return addresses are <ref>.<mac>@domain, or mailbox+<ref>.<mac>@domain where a mailbox is named.
        domain text not null check (domain = lower(domain)),
        mailbox text check (mailbox = lower(mailbox)),
        -- Mail gets them while DNS has what such a domain needs.
        state text not null default 'pending' check (state in ('pending', 'verified', 'failed')),
        checks jsonb not null default '{}',
        checked_at timestamptz,
        verified_at timestamptz,
        misses smallint not null default 0,
        -- A mail server pipes to us, or we read the mailbox.
        reading text not null default 'pipe' check (reading in ('pipe', 'imap')),
        imap_host text,
        imap_port integer,
        imap_security text not null default 'tls' check (imap_security in ('tls', 'starttls', 'none')),
        imap_user text,
        -- Ciphertext (core/crypto).
        imap_secret text,
        imap_folder text not null default 'INBOX',
        -- Where mails go that were taken in; null: they are marked as seen where they are.
        done_folder text,
        -- How far the folder was read: UIDs count within one UIDVALIDITY.
        uid_validity bigint,
        last_uid bigint not null default 0,
        -- A mail that cannot be taken in is passed over after some tries.
        stuck_uid bigint,
        stuck_times smallint not null default 0,
        -- Reading stops by itself when it failed for long, and goes on when people say so.
        is_stopped boolean not null default false,
        due_at timestamptz not null,
        leased_by uuid,
        leased_until timestamptz,
        failures integer not null default 0,
        failing_since timestamptz,
        last_error text,
        last_read_at timestamptz,
        taken_count bigint not null default 0,
        passed_count bigint not null default 0,
        last_report_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id),
        check (reading = 'pipe' or (imap_host is not null and imap_port is not null and imap_user is not null
          and imap_secret is not null))
      );
      create index bounce_mailboxes_due on bounce_mailboxes (due_at) where reading = 'imap' and not is_stopped;
    `)
  }

  async down() {
    this.schema.dropTable('bounce_mailboxes')
  }
}
