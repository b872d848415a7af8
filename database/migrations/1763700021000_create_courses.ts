import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table courses (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        product_id uuid,
        title text not null,
        slug text not null,
        subtitle text,
        description_html text not null default '',
        outcomes jsonb not null default '[]',
        cover_file_id uuid,
        status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
        seo_title text,
        seo_description text,
        published_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, slug),
        foreign key (organization_id, product_id) references products (organization_id, id),
        foreign key (organization_id, cover_file_id) references files (organization_id, id)
      );
      create index courses_newest on courses (organization_id, created_at desc, id desc);
      create table course_modules (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        course_id uuid not null,
        title text not null,
        position integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, course_id, id),
        foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade
      );
      create index course_modules_order on course_modules (organization_id, course_id, position);
      create table lessons (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        course_id uuid not null,
        module_id uuid not null,
        title text not null,
        slug text not null,
        position integer not null,
        body_html text not null default '',
        vimeo_id text,
        vimeo_hash text,
        duration_seconds integer,
        is_preview boolean not null default false,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, course_id, id),
        unique (organization_id, course_id, slug),
        foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
        foreign key (organization_id, course_id, module_id) references course_modules (organization_id, course_id, id) on delete cascade
      );
      create index lessons_order on lessons (organization_id, course_id, module_id, position);
      create table lesson_attachments (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        lesson_id uuid not null,
        file_id uuid not null,
        name text not null,
        position integer not null,
        created_at timestamptz not null,
        unique (organization_id, id),
        foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
        foreign key (organization_id, file_id) references files (organization_id, id)
      );
      create index lesson_attachments_order on lesson_attachments (organization_id, lesson_id, position);
    `)
  }

  async down() {
    this.schema.raw(
      `drop table lesson_attachments; drop table lessons; drop table course_modules; drop table courses`
    )
  }
}
