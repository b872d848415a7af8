import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Mails that programs asked for: each is a row of outgoing_mails, and this is what stays of it beside.
      create table messages (
        id uuid primary key references outgoing_mails (id) on delete cascade,
        organization_id uuid not null references organizations (id) on delete cascade,
        -- Null after the key was taken back.
        api_key_id uuid,
        address_norm text not null,
        sender_id uuid,
        template_id uuid,
        template_version integer,
        reply_to text,
        subject text not null,
        -- Names, types and sizes; what is in them stands in message_files until it left.
        attachments jsonb not null default '[]',
        metadata jsonb not null default '{}',
        created_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, sender_id) references senders (organization_id, id) on delete set null (sender_id),
        foreign key (organization_id, template_id) references mail_templates (organization_id, id)
          on delete set null (template_id)
      );
      create index messages_address on messages (organization_id, address_norm text_pattern_ops, id);

      -- For "all messages of this order", the newest first, however many there are with the same value.
      create table message_metadata (
        organization_id uuid not null references organizations (id) on delete cascade,
        key text not null,
        value text not null,
        message_id uuid not null,
        primary key (organization_id, key, value, message_id)
      );

      -- What a message says, filled in when it was asked for. Gone when the message left or was given up.
      create table message_contents (
        organization_id uuid not null,
        message_id uuid not null,
        preheader text not null,
        html text not null,
        text text not null,
        primary key (organization_id, message_id),
        foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
      );
      create table message_files (
        organization_id uuid not null,
        message_id uuid not null,
        n smallint not null,
        content bytea not null,
        primary key (organization_id, message_id, n),
        foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
      );

      -- Most messages were sent; those that were not are found among them.
      create index outgoing_mails_messages_unsent on outgoing_mails (organization_id, state, id)
        where mail = 'messaging/message' and state <> 'sent';
    `)
  }

  async down() {
    this.schema.raw(`
      drop index outgoing_mails_messages_unsent;
      drop table message_files; drop table message_contents; drop table message_metadata; drop table messages;
    `)
  }
}
