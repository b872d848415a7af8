import { BaseSchema } from '@adonisjs/lucid/schema'

/** Lists of deals by stage, pipeline and outcome, the newest first: also where there are few of them. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index deals_newest_of_stage on deals (organization_id, stage_id, created_at desc, id desc)
        where deleted_at is null;
      create index deals_newest_of_pipeline on deals (organization_id, pipeline_id, created_at desc, id desc)
        where deleted_at is null;
      create index deals_newest_closed on deals (organization_id, status, created_at desc, id desc)
        where deleted_at is null and status <> 'open'
    `)
  }

  async down() {
    this.schema.raw(
      'drop index deals_newest_of_stage, deals_newest_of_pipeline, deals_newest_closed'
    )
  }
}
