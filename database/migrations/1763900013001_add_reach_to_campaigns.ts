import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Whom its audience named when it was launched and who could not be written to, by reason; counted after it.
      alter table campaigns add column reach jsonb;
    `)
  }

  async down() {
    this.schema.raw(`alter table campaigns drop column reach`)
  }
}
