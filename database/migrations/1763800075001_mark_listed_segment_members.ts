import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Put there by hand, an action or an import: such a place moves with a merge; others follow from conditions.
      alter table segment_members add column is_listed boolean not null default false;
    `)
  }

  async down() {
    this.schema.raw(`alter table segment_members drop column is_listed`)
  }
}
