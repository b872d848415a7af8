import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- A form with which people ask for mail: on a page of the site, in other people's pages, over the API.
      create table signup_forms (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        -- For staff; the title is what visitors read.
        name text not null,
        slug text not null,
        title text not null,
        intro text not null default '',
        button text not null,
        -- What people agree to: goes into the ledger as it stood.
        wording text not null,
        needs_tick boolean not null default false,
        thanks text not null default '',
        -- A page of the own site that people go on to.
        redirect_path text check (redirect_path like '/%'),
        -- Beside the address: [{ key: 'firstName' | 'lastName' | 'phone' | 'custom.<key>', isRequired }].
        fields jsonb not null default '[]',
        -- None for all marketing.
        topic_ids uuid[] not null default '{}',
        -- Whether visitors choose among the topics.
        lets_choose boolean not null default false,
        -- A mail is to be confirmed, also where the topics do not ask for it.
        asks_confirmation boolean not null default true,
        tag text,
        segment_id uuid,
        color text check (color ~ '^#[0-9a-f]{6}$'),
        is_open boolean not null default true,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, slug),
        foreign key (organization_id, segment_id) references segments (organization_id, id)
      );

      -- Each time a form was sent: what shows later that somebody asked, and what waits for a confirmation.
      create table form_submissions (
        id uuid primary key,
        organization_id uuid not null,
        form_id uuid not null,
        contact_id uuid not null,
        state text not null check (state in ('done', 'waiting', 'confirmed', 'held', 'expired')),
        -- Page, frame, snippet or API.
        via text not null,
        topic_ids uuid[] not null default '{}',
        -- Details that are written down when it is confirmed; emptied then.
        given jsonb not null default '{}',
        wording text not null,
        ip text,
        user_agent text,
        created_at timestamptz not null,
        confirmed_at timestamptz,
        unique (organization_id, id),
        foreign key (organization_id, form_id) references signup_forms (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index form_submissions_newest on form_submissions (organization_id, form_id, created_at desc, id desc);
      create index form_submissions_of on form_submissions (organization_id, contact_id, created_at desc);
      create index form_submissions_waiting on form_submissions (organization_id, created_at) where state = 'waiting';

      -- How often, by day.
      create table form_days (
        organization_id uuid not null,
        form_id uuid not null,
        day date not null,
        submitted integer not null default 0,
        confirmed integer not null default 0,
        primary key (organization_id, form_id, day),
        foreign key (organization_id, form_id) references signup_forms (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw('drop table form_days; drop table form_submissions; drop table signup_forms')
  }
}
