import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How many were given away on the day, for caps by day: 'account:<id>' and 'domain:<sender domain>'.
      alter table send_rates add column day date, add column used integer not null default 0;
      -- What was counted when people closed the breaker: it does not open again for the same.
      alter table mail_accounts add column breaker_base jsonb;
      -- How often in a row a proven domain was found without its records: DNS is wrong once in a while.
      alter table sending_domains add column misses smallint not null default 0;
    `)
  }

  async down() {
    this.schema.raw(`
      alter table sending_domains drop column misses;
      alter table mail_accounts drop column breaker_base;
      alter table send_rates drop column day, drop column used;
    `)
  }
}
