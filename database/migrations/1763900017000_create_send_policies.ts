import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How often and when people are written to, for all that is sent to many.
      create table send_policies (
        organization_id uuid primary key references organizations (id) on delete cascade,
        -- At most so many mails within so many days; null for no cap.
        cap_mails smallint check (cap_mails between 1 and 100),
        cap_days smallint check (cap_days between 1 and 90),
        on_cap text not null default 'defer' check (on_cap in ('defer', 'skip')),
        -- Nothing from (inclusive) to (exclusive) by the clock of the reader, in minutes of the day; null for no rest.
        quiet_from smallint check (quiet_from between 0 and 1439),
        quiet_to smallint check (quiet_to between 0 and 1439),
        on_quiet text not null default 'defer' check (on_quiet in ('defer', 'skip')),
        updated_at timestamptz not null,
        check ((cap_mails is null) = (cap_days is null)),
        check ((quiet_from is null) = (quiet_to is null))
      );
    `)
  }

  async down() {
    this.schema.raw('drop table send_policies')
  }
}
