import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- When file, samples and undo journal of an import were deleted; its figures stay.
      alter table imports add column forgotten_at timestamptz;
      create index imports_to_forget on imports ((coalesce(finished_at, updated_at))) where forgotten_at is null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index imports_to_forget;
      alter table imports drop column forgotten_at;
    `)
  }
}
