import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The end of the line of those who wait for slots: each is told a time of its own instead of asking again and again.
      alter table send_rates add column line_until timestamptz;
    `)
  }

  async down() {
    this.schema.raw(`alter table send_rates drop column line_until`)
  }
}
