import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Big ledgers are range-partitioned by month. A default partition catches what a late
      -- maintenance run left without a month of its own, so an insert never fails for it.
      create function warren_ensure_month(parent text, month date) returns void language plpgsql as $$
      declare
        first date := date_trunc('month', month)::date;
        child text := parent || '_' || to_char(first, 'YYYYMM');
      begin
        if to_regclass(child) is null then
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            child, parent, first, (first + interval '1 month')::date);
        end if;
      end $$;
      create function warren_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$;
    `)
  }

  async down() {
    this.schema.raw(
      `drop function if exists warren_ensure_month(text, date); drop function if exists warren_refuse_change() cascade;`
    )
  }
}
