import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The first months; the daily housekeeping makes the coming ones. Where facts stand already, they stay together.
      do $$ begin
        if not exists (select from send_events) then
          perform warren_ensure_month('send_events', (date_trunc('month', current_date) + make_interval(months => m))::date)
          from generate_series(-1, 3) m;
        end if;
      end $$
    `)
  }

  async down() {}
}
