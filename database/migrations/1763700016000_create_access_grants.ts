import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Access is the fold of grants and revocations; neither is ever changed.
      create table access_grants (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        subject_type text not null,
        subject_id uuid not null,
        source_type text not null,
        source_id uuid not null,
        reason text not null,
        starts_at timestamptz not null,
        ends_at timestamptz,
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, source_type, source_id, contact_id, subject_type, subject_id),
        foreign key (organization_id, contact_id) references contacts (organization_id, id)
      );
      create index access_grants_fold on access_grants (organization_id, contact_id, subject_type, subject_id);
      create index access_grants_subject on access_grants (organization_id, subject_type, subject_id, created_at desc);
      create table access_revocations (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        grant_id uuid not null,
        reason text not null,
        effective_at timestamptz not null,
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, grant_id),
        foreign key (organization_id, grant_id) references access_grants (organization_id, id)
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table access_revocations; drop table access_grants`)
  }
}
