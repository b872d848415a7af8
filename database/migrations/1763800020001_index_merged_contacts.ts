import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // Deleting contacts asks whether others were merged into them: without this, by reading all of them.
    this.schema.raw(
      `create index contacts_merged_into on contacts (organization_id, merged_into_id) where merged_into_id is not null`
    )
  }

  async down() {
    this.schema.raw('drop index contacts_merged_into')
  }
}
