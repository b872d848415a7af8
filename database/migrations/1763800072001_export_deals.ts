import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table exports drop constraint exports_entity_check;
      alter table exports add constraint exports_entity_check check (entity in ('contact', 'company', 'deal'));
    `)
  }

  async down() {
    this.schema.raw(`
      delete from exports where entity = 'deal';
      alter table exports drop constraint exports_entity_check;
      alter table exports add constraint exports_entity_check check (entity in ('contact', 'company'));
    `)
  }
}
