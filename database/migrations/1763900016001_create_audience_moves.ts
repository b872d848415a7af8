import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      /*
       * How many began or ceased to agree to mail on a day, by topic (null for all marketing) and what it came by. Rows
       * are added, never changed, so that nobody waits for anybody; they are summed up at night.
       */
      create table audience_moves (
        id bigint generated always as identity primary key,
        organization_id uuid not null references organizations (id) on delete cascade,
        -- In the organization's zone.
        day date not null,
        topic_id uuid,
        source text not null,
        joined integer not null,
        gone integer not null,
        foreign key (organization_id, topic_id) references topics (organization_id, id)
      );
      create index audience_moves_of_day on audience_moves (organization_id, day)
        include (topic_id, source, joined, gone);

      create function warren_count_joined() returns trigger language plpgsql as $$
      begin
        insert into audience_moves (organization_id, day, topic_id, source, joined, gone)
        select a.organization_id, (a.occurred_at at time zone o.time_zone)::date, a.topic_id, a.source, count(*), 0
        from added a join organizations o on o.id = a.organization_id
        where a.channel = 'email' and a.state = 'granted'
        group by 1, 2, 3, 4;
        return null;
      end $$;
      create trigger consent_states_joined after insert on consent_states referencing new table as added
        for each statement execute function warren_count_joined();

      -- Only what somebody said: a row that moves to another contact in a merge is nobody's word.
      create function warren_count_turned() returns trigger language plpgsql as $$
      begin
        insert into audience_moves (organization_id, day, topic_id, source, joined, gone)
        select a.organization_id, (a.occurred_at at time zone o.time_zone)::date, a.topic_id, a.source,
          count(*) filter (where a.state = 'granted'), count(*) filter (where a.state <> 'granted')
        from after a
        join before b on b.organization_id = a.organization_id and b.contact_id = a.contact_id
          and b.channel = a.channel and b.topic_id is not distinct from a.topic_id
        join organizations o on o.id = a.organization_id
        where a.channel = 'email' and (a.state = 'granted') <> (b.state = 'granted')
        group by 1, 2, 3, 4;
        return null;
      end $$;
      create trigger consent_states_turned after update on consent_states
        referencing old table as before new table as after
        for each statement execute function warren_count_turned();

      -- What stands in the ledger already.
      insert into audience_moves (organization_id, day, topic_id, source, joined, gone)
      select l.organization_id, (l.occurred_at at time zone o.time_zone)::date, l.topic_id, l.source,
        count(*) filter (where l.is_on), count(*) filter (where not l.is_on)
      from (
        select organization_id, topic_id, source, occurred_at, state = 'granted' as is_on,
          coalesce(lag(state = 'granted') over same, false) as was_on
        from consents where channel = 'email' and state in ('granted', 'denied')
        window same as (partition by organization_id, contact_id, topic_id order by occurred_at, id)
      ) l join organizations o on o.id = l.organization_id
      where l.is_on <> l.was_on
      group by 1, 2, 3, 4;
    `)
  }

  async down() {
    this.schema.raw(`
      drop trigger consent_states_turned on consent_states;
      drop trigger consent_states_joined on consent_states;
      drop function warren_count_turned; drop function warren_count_joined;
      drop table audience_moves;
    `)
  }
}
