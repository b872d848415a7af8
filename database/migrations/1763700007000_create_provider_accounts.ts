import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Connected accounts of outside providers. Secrets are ciphertext (see core/crypto);
      -- previous_secrets verifies webhooks while a rotated secret is still in use outside.
      create table provider_accounts (
        id uuid primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        provider text not null,
        label text not null,
        public_settings jsonb not null default '{}',
        secrets text not null,
        previous_secrets text,
        previous_secrets_until timestamptz,
        state text not null default 'active' check (state in ('active', 'disabled')),
        rotated_at timestamptz,
        last_checked_at timestamptz,
        last_error text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index provider_accounts_one_active on provider_accounts (organization_id, provider)
        where state = 'active';
    `)
  }

  async down() {
    this.schema.raw(`drop table provider_accounts`)
  }
}
