import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table imports add column kind text not null default 'contacts'
        check (kind in ('contacts', 'companies', 'deals'));
      alter table import_mappings add column kind text not null default 'contacts';
      alter table import_mappings drop constraint import_mappings_pkey;
      alter table import_mappings add primary key (organization_id, kind, fingerprint);

      -- As import_rows: lost in a crash of the database, then the file is read again.
      create unlogged table import_company_rows (
        organization_id uuid not null,
        import_id uuid not null,
        row_no integer not null,
        problem text,
        warning text,
        match_key text,
        name text,
        name_key text,
        domain text,
        website text,
        phone text,
        industry text,
        size text,
        street text,
        city text,
        region text,
        postal_code text,
        country text,
        description text,
        external_id text,
        owner_id uuid,
        tags text[],
        custom jsonb,
        primary key (organization_id, import_id, row_no)
      );
      create unlogged table import_deal_rows (
        organization_id uuid not null,
        import_id uuid not null,
        row_no integer not null,
        problem text,
        warning text,
        match_key text,
        title text,
        title_key text,
        pipeline_id uuid,
        stage_id uuid,
        amount_minor bigint,
        currency text,
        status text,
        closed_on date,
        opened_on date,
        expected_close_on date,
        contact_email text,
        company text,
        company_key text,
        company_domain text,
        external_id text,
        owner_id uuid,
        custom jsonb,
        -- Found when all rows are staged.
        contact_id uuid,
        company_id uuid,
        primary key (organization_id, import_id, row_no)
      );

      -- How companies and deals were that an import changed. What it made is told by its ids.
      create table import_record_changes (
        organization_id uuid not null,
        import_id uuid not null,
        record_id uuid not null,
        before jsonb not null default '{}',
        after jsonb not null default '{}',
        added_tags uuid[] not null default '{}',
        primary key (organization_id, import_id, record_id),
        foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
      );

      -- A row of a file is about the deal of its title and contact.
      create index deals_by_title on deals (organization_id, search) where deleted_at is null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index deals_by_title;
      drop table import_record_changes, import_deal_rows, import_company_rows;
      delete from imports where kind <> 'contacts';
      delete from import_mappings where kind <> 'contacts';
      alter table import_mappings drop constraint import_mappings_pkey;
      alter table import_mappings drop column kind;
      alter table import_mappings add primary key (organization_id, fingerprint);
      alter table imports drop column kind;
    `)
  }
}
