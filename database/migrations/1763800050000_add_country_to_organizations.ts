import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table organizations add column country char(2) check (country ~ '^[A-Z]{2}$');
    `)
  }

  async down() {
    this.schema.raw('alter table organizations drop column country')
  }
}
