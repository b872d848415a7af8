import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Deals that stand in a stage for longer than it allows, and the table sorted by how long.
      create index deals_waiting on deals (organization_id, stage_id, stage_entered_at)
        where status = 'open' and deleted_at is null;
      create index deals_by_stage_age on deals (organization_id, stage_entered_at, id)
        where status = 'open' and deleted_at is null;
    `)
  }

  async down() {
    this.schema.raw('drop index deals_waiting; drop index deals_by_stage_age')
  }
}
