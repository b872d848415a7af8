import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Whether opens and clicks may be known at all, and those of a topic: a sending is tracked where all say so.
      alter table send_policies
        add column tracks_opens boolean not null default true,
        add column tracks_clicks boolean not null default true;
      alter table topics
        add column tracks_opens boolean not null default true,
        add column tracks_clicks boolean not null default true;
    `)
  }

  async down() {
    this.schema.raw(`
      alter table topics drop column tracks_opens, drop column tracks_clicks;
      alter table send_policies drop column tracks_opens, drop column tracks_clicks;
    `)
  }
}
