import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Facts about mails that somebody may tell twice and that have no receipt: told once by their key (SHA-256).
      create table send_event_keys (
        organization_id uuid not null references organizations (id) on delete cascade,
        key bytea not null,
        noted_at timestamptz not null,
        primary key (organization_id, key)
      );

      -- How far each file of clicks and opens was taken in: moved with what was made of them, so that each counts once.
      create table hit_spools (
        name text primary key,
        taken integer not null default 0,
        updated_at timestamptz not null
      );

      -- A bounce that comes back names the Message-ID; a provider may know its own id alone.
      create index outgoing_mails_by_message_id on outgoing_mails (message_id);
      create index outgoing_mails_by_provider_id on outgoing_mails (account_id, provider_id)
        where provider_id is not null;
    `)
  }

  async down() {
    this.schema.raw(
      `drop index outgoing_mails_by_provider_id; drop index outgoing_mails_by_message_id;
       drop table hit_spools; drop table send_event_keys`
    )
  }
}
