import { BaseSchema } from '@adonisjs/lucid/schema'

/** From which IP address somebody of a file agreed to mail, where a column of it says so. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table import_rows add column agreed_ip text')
  }

  async down() {
    this.schema.raw('alter table import_rows drop column agreed_ip')
  }
}
