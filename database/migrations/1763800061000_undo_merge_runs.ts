import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table merge_runs drop constraint merge_runs_state_check;
      alter table merge_runs add constraint merge_runs_state_check
        check (state in ('waiting', 'running', 'done', 'stopped', 'failed', 'undoing', 'undone'));
      alter table merge_runs add column undone_by uuid references users (id) on delete set null,
        add column undone_at timestamptz;
      drop index merge_runs_one;
      drop index merge_runs_open;
      create unique index merge_runs_one on merge_runs (organization_id)
        where state in ('waiting', 'running', 'undoing');
      create index merge_runs_open on merge_runs (created_at) where state in ('waiting', 'running', 'undoing');

      -- Why a merge stays that was to be undone with its run.
      alter table merges add column undo_problem text;
      create index merges_of_run on merges (organization_id, run_id, merged_at desc, id desc) where run_id is not null;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index merges_of_run;
      alter table merges drop column undo_problem;
      drop index merge_runs_one;
      drop index merge_runs_open;
      update merge_runs set state = 'stopped' where state in ('undoing', 'undone');
      alter table merge_runs drop column undone_by, drop column undone_at, drop constraint merge_runs_state_check;
      alter table merge_runs add constraint merge_runs_state_check
        check (state in ('waiting', 'running', 'done', 'stopped', 'failed'));
      create unique index merge_runs_one on merge_runs (organization_id) where state in ('waiting', 'running');
      create index merge_runs_open on merge_runs (created_at) where state in ('waiting', 'running');
    `)
  }
}
