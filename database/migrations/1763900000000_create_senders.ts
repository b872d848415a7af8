import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Where an organization's mail leaves the house. 'house' is the install's own relay (SMTP_URL).
      create table mail_accounts (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        provider text not null
          check (provider in ('house', 'smtp', 'ses', 'postmark', 'mailgun', 'sendgrid', 'resend', 'cloudflare')),
        label text not null,
        -- What is no secret: host, port, user name, region, domain, stream.
        settings jsonb not null default '{}',
        -- Ciphertext of passwords, API keys and webhook signing keys (core/crypto).
        secrets text not null,
        state text not null default 'active' check (state in ('active', 'paused', 'disabled')),
        -- The first that is active, closed and takes the lane gets the mail; the next ones stand in for it.
        position integer not null default 0,
        takes_marketing boolean not null default true,
        takes_transactional boolean not null default true,
        max_connections smallint not null default 10,
        per_second integer,
        per_day integer,
        -- Opens by itself when bounces or complaints of the last day go over the limits; people close it again.
        breaker text not null default 'closed' check (breaker in ('closed', 'open')),
        breaker_reason text,
        breaker_opened_at timestamptz,
        bounce_limit real not null default 0.05,
        complaint_limit real not null default 0.001,
        checked_at timestamptz,
        last_error text,
        last_error_at timestamptz,
        last_webhook_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index mail_accounts_house on mail_accounts (organization_id) where provider = 'house';
      create index mail_accounts_in_order on mail_accounts (organization_id, position, id);

      -- Domains that an organization sends from. DKIM keys are ours; records are checked in DNS.
      create table sending_domains (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        domain text not null check (domain = lower(domain)),
        dkim_selector text not null,
        dkim_private_key text not null,
        dkim_public_key text not null,
        state text not null default 'pending' check (state in ('pending', 'verified', 'failed')),
        -- By record (spf, dkim, dmarc, mx): what was found, what is wanted, since when.
        checks jsonb not null default '{}',
        checked_at timestamptz,
        verified_at timestamptz,
        -- Warm-up: mails per day from its first day on; null for none.
        warm_up integer[],
        warm_up_from date,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, domain)
      );
      -- One organization alone may prove a domain.
      create unique index sending_domains_verified on sending_domains (domain) where state = 'verified';

      -- From-addresses. Without a domain of one's own the install's address is written in the organization's name.
      create table senders (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        domain_id uuid,
        name text not null,
        address text not null,
        address_norm text not null,
        reply_to text,
        -- The account that its mail goes by; null for the organization's order.
        account_id uuid,
        is_default boolean not null default false,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, domain_id) references sending_domains (organization_id, id),
        foreign key (organization_id, account_id) references mail_accounts (organization_id, id)
      );
      create unique index senders_address on senders (organization_id, address_norm) where archived_at is null;
      create unique index senders_default on senders (organization_id) where is_default and archived_at is null;

      -- When the next mail of a scope may leave (GCRA): 'account:<id>', 'domain:<sender domain>:<day>',
      -- 'isp:<account>:<recipient domain>'. Shared by all workers.
      create table send_rates (
        organization_id uuid not null references organizations (id) on delete cascade,
        scope text not null,
        -- The theoretical arrival time: slots before it are given away.
        taken_until timestamptz not null,
        -- How much of the full rate is used after refusals (0-1); grows back with what is taken.
        share real not null default 1,
        refused_at timestamptz,
        primary key (organization_id, scope)
      ) with (fillfactor = 50);

      -- What left on a day, and how it ended, by account and sender domain: caps, warm-up, the breaker, the cockpit.
      create table send_days (
        organization_id uuid not null references organizations (id) on delete cascade,
        day date not null,
        account_id uuid not null,
        sender_domain text not null,
        recipient_domain text not null,
        sent integer not null default 0,
        delivered integer not null default 0,
        deferred integer not null default 0,
        bounced integer not null default 0,
        blocked integer not null default 0,
        complained integer not null default 0,
        primary key (organization_id, day, account_id, sender_domain, recipient_domain),
        foreign key (organization_id, account_id) references mail_accounts (organization_id, id) on delete cascade
      ) with (fillfactor = 70);
    `)
  }

  async down() {
    this.schema.raw(
      `drop table send_days; drop table send_rates; drop table senders; drop table sending_domains; drop table mail_accounts`
    )
  }
}
