import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table imports (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        name text not null,
        size bigint not null,
        file_id uuid,
        state text not null check (state in ('uploaded', 'mapped', 'dry_run', 'running', 'done', 'failed',
          'cancelled', 'undoing', 'undone')),
        -- How the file is read: kind, encoding, delimiter, header.
        reading jsonb not null,
        headers jsonb not null,
        samples jsonb not null,
        fingerprint text not null,
        -- A target for each column, in the order of the columns.
        mapping jsonb not null default '[]',
        rules jsonb not null default '{}',
        -- What the dry run found: counts, and some rows of each kind.
        findings jsonb not null default '{}',
        -- What was done in the end.
        outcome jsonb not null default '{}',
        -- Ids of what the import makes are this, and the number of the row.
        id_prefix text not null,
        -- Written into all that the import makes, so that what changed since is told apart.
        stamp timestamptz,
        rows_read integer not null default 0,
        is_staged boolean not null default false,
        problem text,
        error_file_id uuid,
        lease_until timestamptz,
        attempts integer not null default 0,
        created_by uuid references users (id) on delete set null,
        finished_at timestamptz,
        undone_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, file_id) references files (organization_id, id) on delete set null (file_id),
        foreign key (organization_id, error_file_id) references files (organization_id, id)
          on delete set null (error_file_id)
      );
      create index imports_newest on imports (organization_id, created_at desc, id desc);
      create index imports_at_work on imports (lease_until) where state in ('mapped', 'running', 'undoing');

      -- The rows of files at work, normalised. A crash of the database empties it; then the file is read again.
      create unlogged table import_rows (
        organization_id uuid not null,
        import_id uuid not null,
        row_no integer not null,
        problem text,
        warning text,
        match_key text,
        email text,
        email_norm text,
        more_emails text[],
        phone text,
        phone_e164 text,
        more_phones text[],
        first_name text,
        last_name text,
        external_id text,
        job_title text,
        locale text,
        time_zone text,
        street text,
        city text,
        region text,
        postal_code text,
        country text,
        lifecycle text,
        owner_id uuid,
        company text,
        company_key text,
        tags text[],
        custom jsonb,
        unsubscribed boolean,
        primary key (organization_id, import_id, row_no)
      );
      -- Rows about somebody whom an earlier row of the file is about.
      create unlogged table import_duplicates (
        organization_id uuid not null,
        import_id uuid not null,
        row_no integer not null,
        first_row integer not null,
        primary key (organization_id, import_id, row_no)
      );

      -- What is done: a chunk's rows and its line here are written together.
      create table import_chunks (
        organization_id uuid not null,
        import_id uuid not null,
        number integer not null,
        first_row integer not null,
        last_row integer not null,
        staged integer not null,
        state text not null default 'pending' check (state in ('pending', 'done', 'undone')),
        created integer not null default 0,
        updated integer not null default 0,
        unchanged integer not null default 0,
        skipped integer not null default 0,
        refused integer not null default 0,
        kept integer not null default 0,
        primary key (organization_id, import_id, number),
        foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
      );

      -- Rows that were not imported, or not whole, with the reason.
      create table import_refusals (
        organization_id uuid not null,
        import_id uuid not null,
        row_no integer not null,
        reason text not null,
        primary key (organization_id, import_id, row_no),
        foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
      );

      -- How the contacts were that the import changed. What it made is told by its ids.
      create table import_changes (
        organization_id uuid not null,
        import_id uuid not null,
        contact_id uuid not null,
        before jsonb not null default '{}',
        after jsonb not null default '{}',
        added_emails uuid[] not null default '{}',
        added_phones uuid[] not null default '{}',
        added_tags uuid[] not null default '{}',
        added_companies uuid[] not null default '{}',
        primary key (organization_id, import_id, contact_id),
        foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index import_changes_of on import_changes (organization_id, contact_id);

      -- The companies that the file names, and whether the import made them.
      create table import_companies (
        organization_id uuid not null,
        import_id uuid not null,
        name_key text not null,
        company_id uuid not null,
        is_made boolean not null,
        primary key (organization_id, import_id, name_key),
        foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade,
        foreign key (organization_id, company_id) references companies (organization_id, id) on delete cascade
      );
      create index import_companies_of on import_companies (organization_id, company_id);
      create table import_tags (
        organization_id uuid not null,
        import_id uuid not null,
        tag_id uuid not null,
        primary key (organization_id, import_id, tag_id),
        foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade,
        foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade
      );
      create index import_tags_of on import_tags (organization_id, tag_id);

      -- How columns of these names were mapped the last time.
      create table import_mappings (
        organization_id uuid not null references organizations (id),
        fingerprint text not null,
        mapping jsonb not null,
        rules jsonb not null,
        updated_at timestamptz not null,
        primary key (organization_id, fingerprint)
      );

      create table exports (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        entity text not null check (entity in ('contact', 'company')),
        format text not null check (format in ('csv', 'xlsx')),
        name text not null,
        state text not null check (state in ('waiting', 'done', 'failed', 'expired')),
        -- { tree, search, ids, savedAs }: who is in it.
        selection jsonb not null,
        columns jsonb not null,
        rows_done integer not null default 0,
        problem text,
        file_id uuid,
        lease_until timestamptz,
        attempts integer not null default 0,
        created_by uuid references users (id) on delete set null,
        finished_at timestamptz,
        expires_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, file_id) references files (organization_id, id) on delete set null (file_id)
      );
      create index exports_newest on exports (organization_id, created_at desc, id desc);
      create index exports_at_work on exports (lease_until) where state = 'waiting';
      create index exports_to_expire on exports (expires_at) where state = 'done';
    `)
  }

  async down() {
    this.schema.raw(`
      drop table exports, import_mappings, import_tags, import_companies, import_changes, import_refusals, import_chunks,
        import_duplicates, import_rows, imports;
    `)
  }
}
