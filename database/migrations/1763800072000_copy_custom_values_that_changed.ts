import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLES = { contacts: 'contact', companies: 'company', deals: 'deal' }

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- A change of many records (an owner, a tag's date) leaves their own fields alone: then nothing is copied.
      create or replace function warren_index_custom() returns trigger language plpgsql as $$
      begin
        if not exists (select 1 from custom_fields f where f.entity = tg_argv[0] and f.index_state <> 'none'
                       and f.organization_id in (select distinct organization_id from changed)) then
          return null;
        end if;
        if tg_op = 'UPDATE' then
          insert into field_values (organization_id, field_id, record_id, text_value, number_value, date_value)
            select c.organization_id, f.id, c.id, v.text_value, v.number_value, v.date_value
            from changed c
            join earlier e on e.id = c.id and e.custom is distinct from c.custom
            join custom_fields f on f.organization_id = c.organization_id and f.entity = tg_argv[0]
              and f.index_state <> 'none' and e.custom -> f.key is distinct from c.custom -> f.key
            cross join lateral warren_field_value(c.custom, f.key, f.type) v
          on conflict (organization_id, field_id, record_id) do update set
            text_value = excluded.text_value, number_value = excluded.number_value, date_value = excluded.date_value;
        else
          insert into field_values (organization_id, field_id, record_id, text_value, number_value, date_value)
            select c.organization_id, f.id, c.id, v.text_value, v.number_value, v.date_value
            from changed c
            join custom_fields f on f.organization_id = c.organization_id and f.entity = tg_argv[0]
              and f.index_state <> 'none'
            cross join lateral warren_field_value(c.custom, f.key, f.type) v
            where jsonb_exists(c.custom, f.key)
          on conflict (organization_id, field_id, record_id) do update set
            text_value = excluded.text_value, number_value = excluded.number_value, date_value = excluded.date_value;
        end if;
        return null;
      end $$;
      ${Object.entries(TABLES)
        .map(
          ([table, entity]) => `
      drop trigger ${table}_custom_changed on ${table};
      create trigger ${table}_custom_changed after update on ${table}
        referencing old table as earlier new table as changed
        for each statement execute function warren_index_custom('${entity}');`
        )
        .join('')}
    `)
  }

  async down() {
    this.schema.raw(`
      create or replace function warren_index_custom() returns trigger language plpgsql as $$
      begin
        if not exists (select 1 from custom_fields f where f.entity = tg_argv[0] and f.index_state <> 'none'
                       and f.organization_id in (select distinct organization_id from changed)) then
          return null;
        end if;
        insert into field_values (organization_id, field_id, record_id, text_value, number_value, date_value)
          select c.organization_id, f.id, c.id, v.text_value, v.number_value, v.date_value
          from changed c
          join custom_fields f on f.organization_id = c.organization_id and f.entity = tg_argv[0]
            and f.index_state <> 'none'
          cross join lateral warren_field_value(c.custom, f.key, f.type) v
          where jsonb_exists(c.custom, f.key) or exists (select 1 from field_values had
            where had.organization_id = c.organization_id and had.field_id = f.id and had.record_id = c.id)
        on conflict (organization_id, field_id, record_id) do update set
          text_value = excluded.text_value, number_value = excluded.number_value, date_value = excluded.date_value;
        return null;
      end $$;
      ${Object.entries(TABLES)
        .map(
          ([table, entity]) => `
      drop trigger ${table}_custom_changed on ${table};
      create trigger ${table}_custom_changed after update on ${table} referencing new table as changed
        for each statement execute function warren_index_custom('${entity}');`
        )
        .join('')}
    `)
  }
}
