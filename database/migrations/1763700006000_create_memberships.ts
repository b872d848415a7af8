import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table memberships (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        user_id uuid not null references users (id) on delete cascade,
        role text not null,
        suspended_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, user_id)
      );
      create index memberships_user on memberships (user_id);
      create table invitations (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        email text not null,
        email_norm text not null,
        role text not null,
        token_hash text unique,
        invited_by uuid references users (id) on delete set null,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        accepted_by uuid references users (id) on delete set null,
        revoked_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index invitations_one_pending on invitations (organization_id, email_norm)
        where accepted_at is null and revoked_at is null;
      create table ownership_transfers (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        from_user_id uuid not null references users (id) on delete cascade,
        to_user_id uuid not null references users (id) on delete cascade,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        cancelled_at timestamptz,
        created_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index ownership_transfers_one_open on ownership_transfers (organization_id)
        where accepted_at is null and cancelled_at is null;
    `)
  }

  async down() {
    this.schema.raw(
      `drop table ownership_transfers; drop table invitations; drop table memberships`
    )
  }
}
