import { BaseSchema } from '@adonisjs/lucid/schema'

/** The log is read in the order in which things happened, which is not always that of writing them down. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      drop index events_newest, events_by_type, events_by_actor;
      create index events_newest on events (organization_id, occurred_at desc, id desc);
      create index events_by_type on events (organization_id, type, occurred_at desc, id desc);
      create index events_by_actor on events (organization_id, actor_id, occurred_at desc, id desc)
        where actor_id is not null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index events_newest, events_by_type, events_by_actor;
      create index events_newest on events (organization_id, id desc);
      create index events_by_type on events (organization_id, type, id desc);
      create index events_by_actor on events (organization_id, actor_id, id desc) where actor_id is not null;
    `)
  }
}
