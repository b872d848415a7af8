import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table course_enrolments (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        course_id uuid not null,
        contact_id uuid not null,
        last_lesson_id uuid,
        enrolled_at timestamptz not null,
        completed_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, course_id, contact_id),
        foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id),
        foreign key (organization_id, course_id, last_lesson_id) references lessons (organization_id, course_id, id)
          on delete set null (last_lesson_id)
      );
      create index course_enrolments_newest on course_enrolments (organization_id, course_id, enrolled_at desc, id desc);
      create index course_enrolments_contact on course_enrolments (organization_id, contact_id);
      create index course_enrolments_recent on course_enrolments (organization_id, enrolled_at desc);
      create table lesson_progress (
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        lesson_id uuid not null,
        course_id uuid not null,
        opened_at timestamptz not null,
        completed_at timestamptz,
        primary key (organization_id, contact_id, lesson_id),
        foreign key (organization_id, course_id, lesson_id) references lessons (organization_id, course_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id)
      );
      create index lesson_progress_course on lesson_progress (organization_id, course_id, contact_id);
    `)
  }

  async down() {
    this.schema.raw(`drop table lesson_progress; drop table course_enrolments`)
  }
}
