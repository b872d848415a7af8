import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- What mailbox providers tell of mail in a domain's name (RFC 7489): a report per provider and day.
      create table dmarc_reports (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        -- Who reports, as they call themselves, and their number of the report.
        reporter text not null,
        report_id text not null,
        email text,
        domain text not null check (domain = lower(domain)),
        -- What the domain asked receivers to do at the time.
        policy text not null check (policy in ('none', 'quarantine', 'reject')),
        begins_at timestamptz not null,
        ends_at timestamptz not null,
        -- Sums of its rows: mails, those that passed, and what became of the others.
        mails integer not null,
        passed integer not null,
        quarantined integer not null,
        rejected integer not null,
        came_by text not null check (came_by in ('upload', 'mail')),
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, reporter, report_id)
      );
      create index dmarc_reports_of_domain on dmarc_reports (organization_id, domain, ends_at desc);

      -- By source: who sent in the domain's name, and whether it could prove that it may.
      create table dmarc_rows (
        organization_id uuid not null,
        report_id uuid not null,
        n integer not null,
        source_ip inet not null,
        mails integer not null,
        disposition text not null check (disposition in ('none', 'quarantine', 'reject')),
        -- DMARC's own judgement: passed, and for the domain that readers see.
        is_dkim_aligned boolean not null,
        is_spf_aligned boolean not null,
        header_from text not null,
        -- What was looked at for it: by whom it was signed, in whose name it was handed over.
        dkim_domain text,
        dkim_result text,
        spf_domain text,
        spf_result text,
        -- Why the receiver did something else than the policy says.
        override text,
        primary key (organization_id, report_id, n),
        foreign key (organization_id, report_id) references dmarc_reports (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw('drop table dmarc_rows; drop table dmarc_reports')
  }
}
