import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table pipelines (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        name text not null,
        position integer not null default 0,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index pipelines_name on pipelines (organization_id, warren_fold(name)) where archived_at is null;

      create table pipeline_stages (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        pipeline_id uuid not null,
        name text not null,
        position integer not null default 0,
        probability smallint not null default 50 check (probability between 0 and 100),
        -- Days in the stage after which a deal is marked; null never marks.
        rotting_days integer check (rotting_days between 1 and 3650),
        -- Keys of what a deal needs to stand here: 'amount', 'contact', 'custom.<key>' ...
        required_fields jsonb not null default '[]',
        -- A stage with a history is not deleted.
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, pipeline_id, id),
        foreign key (organization_id, pipeline_id) references pipelines (organization_id, id)
      );

      create table deal_reasons (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        outcome text not null check (outcome in ('won', 'lost')),
        label text not null,
        position integer not null default 0,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create index deal_reasons_of on deal_reasons (organization_id, outcome, position);

      create table deals (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        pipeline_id uuid not null,
        stage_id uuid not null,
        -- Order within the stage: a fractional index, compared byte by byte.
        rank text collate "C" not null,
        title text not null,
        amount_minor bigint not null default 0 check (amount_minor >= 0),
        currency char(3) not null,
        amount_follows_lines boolean not null default false,
        contact_id uuid,
        company_id uuid,
        owner_id uuid references users (id) on delete set null,
        expected_close_on date,
        status text not null default 'open' check (status in ('open', 'won', 'lost')),
        reason_id uuid,
        outcome_note text,
        closed_at timestamptz,
        stage_entered_at timestamptz not null,
        source text not null default 'staff',
        external_id text,
        custom jsonb not null default '{}',
        deleted_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        -- For lists: days without a date come last.
        close_sort date not null generated always as (coalesce(expected_close_on, date '9999-12-31')) stored,
        search text not null generated always as (warren_fold(title)) stored,
        unique (organization_id, id),
        check ((status = 'open') = (closed_at is null)),
        foreign key (organization_id, pipeline_id) references pipelines (organization_id, id),
        foreign key (organization_id, pipeline_id, stage_id) references pipeline_stages (organization_id, pipeline_id, id),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete set null (contact_id),
        foreign key (organization_id, company_id) references companies (organization_id, id) on delete set null (company_id),
        foreign key (organization_id, reason_id) references deal_reasons (organization_id, id)
      );
      create index deals_board on deals (organization_id, stage_id, rank, id)
        where status = 'open' and deleted_at is null;
      create index deals_totals on deals (organization_id, pipeline_id, stage_id, currency)
        include (amount_minor) where status = 'open' and deleted_at is null;
      create index deals_newest on deals (organization_id, created_at desc, id desc) where deleted_at is null;
      create index deals_by_amount on deals (organization_id, amount_minor desc, id desc) where deleted_at is null;
      create index deals_by_close on deals (organization_id, close_sort, id) where deleted_at is null;
      create index deals_closed on deals (organization_id, closed_at desc) where deleted_at is null and closed_at is not null;
      create index deals_of_contact on deals (organization_id, contact_id) where contact_id is not null;
      create index deals_of_company on deals (organization_id, company_id) where company_id is not null;
      create index deals_by_owner on deals (organization_id, owner_id, created_at desc, id desc) where deleted_at is null;
      create unique index deals_external_id on deals (organization_id, external_id) where external_id is not null;
      create index deals_search on deals using gin (search gin_trgm_ops) where deleted_at is null;
      create index deals_custom on deals using gin (custom jsonb_path_ops) where deleted_at is null;
      create trigger deals_custom_made after insert on deals referencing new table as changed
        for each statement execute function warren_index_custom('deal');
      create trigger deals_custom_changed after update on deals referencing old table as earlier new table as changed
        for each statement execute function warren_index_custom('deal');

      -- Further people of a deal, beside its primary contact.
      create table deal_contacts (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        deal_id uuid not null,
        contact_id uuid not null,
        role text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, deal_id, contact_id),
        foreign key (organization_id, deal_id) references deals (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index deal_contacts_of on deal_contacts (organization_id, contact_id, deal_id);

      -- What is offered, as it was when it was put on the deal: a price that changes later changes nothing here.
      create table deal_lines (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        deal_id uuid not null,
        position integer not null,
        name text not null,
        -- In hundredths: 1.5 hours are 150.
        quantity_hundredths integer not null check (quantity_hundredths between 1 and 100000000),
        unit_minor bigint not null check (unit_minor >= 0),
        total_minor bigint not null check (total_minor >= 0),
        source_kind text,
        source_id text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, deal_id, position) deferrable initially deferred,
        foreign key (organization_id, deal_id) references deals (organization_id, id) on delete cascade
      );

      -- Where a deal stood when: append-only, time in a stage is computed from it.
      create table deal_stage_changes (
        id bigint primary key generated always as identity,
        organization_id uuid not null references organizations (id),
        deal_id uuid not null,
        kind text not null check (kind in ('created', 'moved', 'won', 'lost', 'reopened')),
        from_stage_id uuid,
        to_stage_id uuid not null,
        actor_type text not null,
        actor_id uuid,
        at timestamptz not null,
        foreign key (organization_id, deal_id) references deals (organization_id, id),
        foreign key (organization_id, from_stage_id) references pipeline_stages (organization_id, id),
        foreign key (organization_id, to_stage_id) references pipeline_stages (organization_id, id)
      );
      create index deal_stage_changes_of on deal_stage_changes (organization_id, deal_id, id);
      create index deal_stage_changes_by_stage on deal_stage_changes (organization_id, to_stage_id, at);
      create trigger deal_stage_changes_append_only before update or delete on deal_stage_changes
        for each row execute function warren_refuse_change();
    `)
  }

  async down() {
    this.schema.raw(
      'drop table deal_stage_changes, deal_lines, deal_contacts, deals, deal_reasons, pipeline_stages, pipelines'
    )
  }
}
