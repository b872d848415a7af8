import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table campaigns (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        name text not null,
        name_norm text not null generated always as (warren_fold(name)) stored,
        channel text not null default 'email' check (channel in ('email', 'sms', 'whatsapp')),
        state text not null default 'draft' check (state in
          ('draft', 'awaiting_approval', 'approved', 'scheduled', 'sending', 'paused', 'finished', 'cancelled')),

        -- Whom: AudienceSpec, and the topic whose consent is asked for.
        topic_id uuid,
        audience jsonb not null default '{"include": {"segments": []}, "exclude": {"segments": []}}',
        -- From whom.
        sender_id uuid,
        reply_to text,
        -- What.
        subject text not null default '',
        preheader text not null default '',
        template_version_id uuid,
        format text not null default 'rich' check (format in ('visual', 'rich', 'markdown', 'mjml', 'html')),
        source text not null default '',
        project jsonb,
        -- Put on links: source, medium, campaign, content.
        utm jsonb not null default '{}',
        tracks_opens boolean not null default true,
        tracks_clicks boolean not null default true,
        -- When: at once, at a moment, or when a clock on the wall shows it where each recipient lives.
        schedule_kind text not null default 'now' check (schedule_kind in ('now', 'at', 'local_time')),
        starts_at timestamptz,
        per_hour integer check (per_hour > 0),
        uncertain_policy text not null default 'hold' check (uncertain_policy in ('hold', 'resend')),

        -- An A/B test: what differs, whom it is tried on, and how its winner is found.
        test_of text check (test_of in ('subject', 'content', 'sender')),
        test_percent smallint not null default 20 check (test_percent between 2 and 100),
        holdout_percent smallint not null default 0 check (holdout_percent between 0 and 50),
        test_winner text not null default 'clicks' check (test_winner in ('clicks', 'revenue', 'manual')),
        test_hours smallint not null default 4 check (test_hours between 1 and 168),
        -- When the winner is looked for; who it was and why.
        decide_at timestamptz,
        decided_at timestamptz,
        winner smallint,
        winner_reason text,

        -- Where the site shows it to everybody.
        is_public boolean not null default false,
        slug text,
        -- The campaign whose unmoved readers get this one.
        resend_of_id uuid,
        created_by_id uuid references users (id) on delete set null,
        launched_at timestamptz,
        finished_at timestamptz,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, topic_id) references topics (organization_id, id),
        foreign key (organization_id, sender_id) references senders (organization_id, id),
        foreign key (organization_id, template_version_id) references mail_template_versions (organization_id, id),
        foreign key (organization_id, resend_of_id) references campaigns (organization_id, id)
      );
      create index campaigns_newest on campaigns (organization_id, created_at desc, id desc);
      create index campaigns_by_state on campaigns (organization_id, state, starts_at);
      create index campaigns_due on campaigns (starts_at) where state = 'scheduled';
      create index campaigns_to_decide on campaigns (decide_at) where decide_at is not null and decided_at is null;
      create index campaigns_open on campaigns (state) where state in ('sending', 'paused');
      create unique index campaigns_slug on campaigns (organization_id, slug) where slug is not null;

      -- B, C and D of a test: what differs from the campaign itself, which is A (variant 0).
      create table campaign_variants (
        id uuid primary key,
        organization_id uuid not null,
        campaign_id uuid not null,
        variant smallint not null check (variant between 1 and 3),
        subject text,
        preheader text,
        sender_id uuid,
        format text check (format in ('visual', 'rich', 'markdown', 'mjml', 'html')),
        source text,
        project jsonb,
        unique (organization_id, campaign_id, variant),
        foreign key (organization_id, campaign_id) references campaigns (organization_id, id) on delete cascade,
        foreign key (organization_id, sender_id) references senders (organization_id, id)
      );

      -- Who asked for leave to send it, and who gave or refused it.
      create table campaign_approvals (
        id uuid primary key,
        organization_id uuid not null,
        campaign_id uuid not null,
        requested_by_id uuid references users (id) on delete set null,
        requested_at timestamptz not null,
        decision text check (decision in ('approved', 'refused', 'withdrawn')),
        decided_by_id uuid references users (id) on delete set null,
        decided_at timestamptz,
        note text,
        unique (organization_id, id),
        foreign key (organization_id, campaign_id) references campaigns (organization_id, id) on delete cascade
      );
      create index campaign_approvals_of on campaign_approvals (organization_id, campaign_id, requested_at desc);
      create unique index campaign_approvals_open on campaign_approvals (organization_id, campaign_id)
        where decision is null;

      create table campaign_settings (
        organization_id uuid primary key references organizations (id) on delete cascade,
        needs_approval boolean not null default false,
        updated_at timestamptz not null
      );

      -- Which sale came of which mail: each conversion once, to the last mail that its buyer had clicked.
      create table campaign_conversions (
        organization_id uuid not null references organizations (id) on delete cascade,
        source text not null,
        source_id text not null,
        campaign_id uuid not null,
        run_id bigint not null,
        n integer not null,
        contact_id uuid not null,
        amount_minor bigint not null,
        currency text not null,
        happened_at timestamptz not null,
        primary key (organization_id, source, source_id),
        foreign key (organization_id, campaign_id) references campaigns (organization_id, id) on delete cascade
      );
      create index campaign_conversions_of on campaign_conversions (organization_id, campaign_id, happened_at);
    `)
  }

  async down() {
    this.schema.raw(`
      drop table campaign_conversions; drop table campaign_settings; drop table campaign_approvals;
      drop table campaign_variants; drop table campaigns;
    `)
  }
}
