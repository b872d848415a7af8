import { BaseSchema } from '@adonisjs/lucid/schema'

/** When somebody of a file agreed to mail, where a column of it says so. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table import_rows add column agreed_at timestamptz')
  }

  async down() {
    this.schema.raw('alter table import_rows drop column agreed_at')
  }
}
