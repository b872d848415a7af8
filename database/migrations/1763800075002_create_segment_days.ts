import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How many entered and left on each day (UTC): trends without reading the log.
      create table segment_days (
        organization_id uuid not null references organizations (id),
        segment_id uuid not null,
        day date not null,
        entered integer not null default 0,
        departed integer not null default 0,
        primary key (organization_id, segment_id, day),
        foreign key (organization_id, segment_id) references segments (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw(`drop table segment_days`)
  }
}
