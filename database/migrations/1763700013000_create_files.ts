import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table files (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        disk text not null,
        key text not null unique,
        name text not null,
        mime text not null,
        size bigint not null,
        sha256 text not null,
        visibility text not null check (visibility in ('public', 'private')),
        width integer,
        height integer,
        variants jsonb not null default '[]',
        created_by uuid references users (id) on delete set null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create index files_newest on files (organization_id, created_at desc, id desc);
      alter table organizations add foreign key (id, logo_file_id) references files (organization_id, id)
        deferrable initially deferred;
    `)
  }

  async down() {
    this.schema.raw(
      `alter table organizations drop constraint if exists organizations_id_logo_file_id_fkey; drop table files`
    )
  }
}
