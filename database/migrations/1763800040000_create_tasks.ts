import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table tasks (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        title text not null,
        description text,
        priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
        assignee_id uuid references users (id) on delete set null,
        created_by_id uuid references users (id) on delete set null,
        -- The day and the time on the clock of the zone; without a time the whole day.
        due_on date,
        due_time text check (due_time ~ '^([01]\\d|2[0-3]):[0-5]\\d$'),
        time_zone text not null,
        -- The moment from which it is late: the time, or the end of the day.
        due_at timestamptz,
        remind_before integer check (remind_before between 0 and 40320),
        remind_at timestamptz,
        reminded_at timestamptz,
        repeat jsonb,
        -- The one whose completion made this one.
        previous_id uuid,
        completed_at timestamptz,
        completed_by_id uuid references users (id) on delete set null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        -- For lists: without a date comes last.
        due_sort timestamptz not null generated always as (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00')) stored,
        search text not null generated always as (warren_fold(title)) stored,
        unique (organization_id, id),
        check (due_time is null or due_on is not null),
        check ((due_on is null) = (due_at is null)),
        check (repeat is null or due_on is not null),
        foreign key (organization_id, previous_id) references tasks (organization_id, id) on delete set null (previous_id)
      );
      create index tasks_open on tasks (organization_id, due_sort, id) where completed_at is null;
      create index tasks_open_of on tasks (organization_id, assignee_id, due_sort, id) where completed_at is null;
      create index tasks_done on tasks (organization_id, completed_at desc, id desc) where completed_at is not null;
      create index tasks_done_of on tasks (organization_id, assignee_id, completed_at desc, id desc) where completed_at is not null;
      create index tasks_reminders on tasks (remind_at) where completed_at is null and reminded_at is null and remind_at is not null;
      create index tasks_search on tasks using gin (search gin_trgm_ops);
      -- However often a task is completed, one follows it.
      create unique index tasks_follow on tasks (organization_id, previous_id) where previous_id is not null;

      create table task_links (
        id uuid primary key default gen_random_uuid(),
        organization_id uuid not null references organizations (id),
        task_id uuid not null,
        target_type text not null check (target_type in ('contact', 'company', 'deal')),
        target_id uuid not null,
        created_at timestamptz not null,
        unique (organization_id, task_id, target_type, target_id),
        foreign key (organization_id, task_id) references tasks (organization_id, id) on delete cascade
      );
      create index task_links_of on task_links (organization_id, target_type, target_id, task_id);
    `)
  }

  async down() {
    this.schema.raw('drop table task_links, tasks')
  }
}
