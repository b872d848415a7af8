import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- A sending to many: its audience is frozen once, then worked off in batches.
      create table send_runs (
        id bigint generated always as identity primary key,
        organization_id uuid not null references organizations (id),
        channel text not null default 'email' check (channel in ('email', 'sms', 'whatsapp')),
        -- Whose it is: 'campaign' and its id.
        source_kind text not null,
        source_id uuid not null,
        -- The month of its rows in sends, so that a row is found by run and number.
        month date not null,
        state text not null default 'freezing'
          check (state in ('freezing', 'sending', 'paused', 'finished', 'cancelled')),
        topic_id uuid,
        sender_id uuid,
        -- What becomes of rows that were in flight when a worker died and nobody can tell about.
        uncertain_policy text not null default 'hold' check (uncertain_policy in ('hold', 'resend')),
        -- Mails per hour; null for as fast as may be.
        per_hour integer check (per_hour > 0),
        tracks_opens boolean not null default true,
        tracks_clicks boolean not null default true,
        -- Whom it is for and how they are shared out among variants, as it was ordered.
        plan jsonb not null,
        audience integer not null default 0,
        starts_at timestamptz not null,
        started_at timestamptz,
        finished_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, topic_id) references topics (organization_id, id),
        foreign key (organization_id, sender_id) references senders (organization_id, id)
      );
      create index send_runs_of_source on send_runs (organization_id, source_id, id desc);
      create index send_runs_open on send_runs (state) where state in ('freezing', 'sending', 'paused');

      -- What is sent, frozen with the run: one per variant of an A/B test.
      create table send_contents (
        organization_id uuid not null,
        run_id bigint not null,
        variant smallint not null,
        subject text not null,
        preheader text not null default '',
        html text not null,
        text text not null,
        -- Addresses of the tracked links by number, with what people see of them.
        links jsonb not null default '[]',
        sender_id uuid,
        primary key (run_id, variant),
        foreign key (organization_id, run_id) references send_runs (organization_id, id) on delete cascade,
        foreign key (organization_id, sender_id) references senders (organization_id, id)
      );

      /*
       * One row per recipient and run, and nothing in it that can be found elsewhere: no address, no body; the
       * Message-ID is made of run and number. No index holds what changes while it is sent, so that updates stay
       * within their page.
       */
      create table sends (
        run_id bigint not null,
        contact_id uuid not null,
        organization_id uuid not null,
        n integer not null,
        month date not null,
        variant smallint not null default 0,
        -- 0 waiting, 1 in flight, 2 taken by the provider, 3 skipped, 4 failed, 5 uncertain, 6 cancelled.
        state smallint not null default 0,
        attempts smallint not null default 0,
        -- Why it was skipped, deferred or refused; see app/messaging/ledger/states.ts.
        reason smallint not null default 0,
        -- What became of it, as bits: delivered, bounced, opened, clicked ...; see states.ts.
        marks integer not null default 0,
        changed_at timestamptz not null,
        account_id uuid,
        provider_id text,
        primary key (run_id, n, month)
      ) partition by range (month);
      create unique index sends_of_contact on sends (contact_id, run_id, month);
      create table sends_default partition of sends default with (fillfactor = 70);

      -- The unit of work: a stretch of a run's numbers, or some of them that come later.
      create table send_batches (
        id bigint generated always as identity primary key,
        organization_id uuid not null,
        run_id bigint not null,
        -- From (inclusive) to (exclusive), or the numbers themselves.
        from_n integer,
        to_n integer,
        ns integer[],
        due_at timestamptz not null,
        -- Taken until; null while nobody has it.
        leased_until timestamptz,
        taken_by uuid,
        attempts smallint not null default 0,
        -- While its run is paused.
        is_held boolean not null default false,
        foreign key (organization_id, run_id) references send_runs (organization_id, id) on delete cascade,
        check ((ns is null) = (from_n is not null and to_n is not null))
      );
      create index send_batches_due on send_batches (organization_id, due_at, id)
        where leased_until is null and not is_held;
      create index send_batches_taken on send_batches (leased_until) where leased_until is not null;
      create index send_batches_of_run on send_batches (organization_id, run_id);

      -- Whose turn it is: who was served longest ago goes first.
      create table send_turns (
        organization_id uuid primary key references organizations (id) on delete cascade,
        served_at timestamptz not null
      );

      -- Sums by run and variant, kept by differences.
      create table send_tallies (
        organization_id uuid not null,
        run_id bigint not null,
        variant smallint not null,
        audience integer not null default 0,
        sent integer not null default 0,
        skipped integer not null default 0,
        failed integer not null default 0,
        uncertain integer not null default 0,
        cancelled integer not null default 0,
        delivered integer not null default 0,
        bounced integer not null default 0,
        complained integer not null default 0,
        opened integer not null default 0,
        opened_human integer not null default 0,
        clicked integer not null default 0,
        clicked_human integer not null default 0,
        unsubscribed integer not null default 0,
        replied integer not null default 0,
        converted integer not null default 0,
        revenue_minor bigint not null default 0,
        primary key (run_id, variant),
        foreign key (organization_id, run_id) references send_runs (organization_id, id) on delete cascade
      ) with (fillfactor = 50);

      -- What happened to what was sent: each fact once, in any order. Sends themselves keep the sum as bits.
      create table send_events (
        id bigint generated always as identity,
        organization_id uuid not null,
        -- Of a sending to many: run and number; else the outgoing mail.
        run_id bigint,
        n integer,
        mail_id uuid,
        kind text not null check (kind in ('accepted', 'delivered', 'deferred', 'bounced', 'blocked', 'complained',
          'opened', 'clicked', 'unsubscribed', 'replied', 'auto_replied', 'failed')),
        -- Opens and clicks: how sure it is that a person did it (0-100); null for the others.
        human smallint,
        link smallint,
        -- SMTP reply, bounce type, user agent: for people.
        detail jsonb not null default '{}',
        happened_at timestamptz not null,
        primary key (id, happened_at)
      ) partition by range (happened_at);
      create index send_events_of_run on send_events (run_id, kind, happened_at) where run_id is not null;
      create index send_events_of_send on send_events (run_id, n) where run_id is not null;
      create index send_events_of_mail on send_events (mail_id) where mail_id is not null;
      create table send_events_default partition of send_events default;

      alter table outgoing_mails
        add column account_id uuid,
        add column provider_id text,
        add column marks integer not null default 0;
    `)
  }

  async down() {
    this.schema.raw(`
      alter table outgoing_mails drop column account_id, drop column provider_id, drop column marks;
      drop table send_events; drop table send_tallies; drop table send_turns; drop table send_batches;
      drop table sends; drop table send_contents; drop table send_runs;
    `)
  }
}
