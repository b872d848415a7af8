import {
  choiceSources,
  type SegmentCondition,
  segmentConditions,
  type ValueShape,
} from '#core/registry/segment_conditions'
import { daysAgo, relatedSql } from '#crm/conditions/shapes'

const JOINED = ['enrolment.created', 'course.completed', 'contact.merged', 'contact.unmerged']
const LEARNED = [...JOINED, 'lesson.completed', 'lesson.created', 'lesson.deleted']

const COURSE: ValueShape = { kind: 'record', source: 'courses' }
const COURSES: ValueShape = { kind: 'record', source: 'courses', many: true }

function add(
  name: string,
  condition: Pick<SegmentCondition, 'label' | 'operators' | 'where' | 'turnsAt' | 'changedBy'>
): void {
  segmentConditions.add(`courses.${name}`, {
    entity: 'contact',
    group: 'Courses',
    icon: 'i-lucide-graduation-cap',
    permission: 'enrolments:read',
    ...condition,
  })
}

for (const [name, label, more] of [
  ['enrolled', 'Has joined', ''],
  ['completed', 'Has completed', ' and completed_at is not null'],
] as const) {
  add(name, {
    label,
    operators: {
      any: { label: 'any of', value: COURSES },
      none: { label: 'none of', value: COURSES },
    },
    changedBy: JOINED,
    where: (operator, value, ctx) =>
      relatedSql(
        {
          from: 'course_enrolments',
          column: 'contact_id',
          where: { sql: `course_id = any(?)${more}`, bindings: [value as string[]] },
          isNot: operator === 'none',
        },
        ctx
      ),
  })
}

/** Lessons of a course that the contact of an enrolment `e` has completed, and those that there are. */
const DONE = `(select count(*) from lesson_progress p where p.organization_id = e.organization_id
  and p.contact_id = e.contact_id and p.course_id = e.course_id and p.completed_at is not null)`
const THERE = `(select count(*) from lessons l where l.organization_id = e.organization_id
  and l.course_id = e.course_id)`
const PROGRESS = `(select e.organization_id, e.contact_id, e.course_id, e.completed_at,
  ${DONE} as done, ${THERE} as there from course_enrolments e) learning`

const PERCENT: ValueShape = {
  kind: 'fields',
  fields: {
    percent: { label: '', shape: { kind: 'number', unit: '%' } },
    course: { label: 'of', shape: COURSE },
  },
}

add('progress', {
  label: 'Progress',
  operators: {
    at_least: { label: 'is at least', value: PERCENT },
    less: { label: 'is less than', value: PERCENT },
  },
  changedBy: LEARNED,
  where(operator, value, ctx) {
    const { course, percent } = value as { course: string; percent: number }
    const sign = operator === 'at_least' ? '>=' : '<'
    return relatedSql(
      {
        from: PROGRESS,
        column: 'contact_id',
        where: {
          sql: `course_id = ? and there > 0 and done * 100 ${sign} there * ?::numeric`,
          bindings: [course, percent],
        },
      },
      ctx
    )
  },
})

/** When somebody last learned: joined, or completed a lesson. What is only looked at is no fact of the log. */
const ACTIVE = `(select e.organization_id, e.contact_id, e.course_id, e.completed_at,
  greatest(e.enrolled_at, (select max(p.completed_at) from lesson_progress p
    where p.organization_id = e.organization_id and p.contact_id = e.contact_id
      and p.course_id = e.course_id)) as active_at from course_enrolments e) learning`

add('idle', {
  label: 'Has got stuck',
  operators: {
    for: {
      label: 'without a new lesson',
      value: {
        kind: 'fields',
        fields: {
          course: { label: 'of', shape: COURSE },
          days: { label: 'for', shape: { kind: 'days' } },
        },
      },
    },
  },
  changedBy: LEARNED,
  where(_operator, value, ctx) {
    const { course, days } = value as { course: string; days: number }
    return relatedSql(
      {
        from: ACTIVE,
        column: 'contact_id',
        where: {
          sql: 'course_id = ? and completed_at is null and active_at <= ?::timestamptz',
          bindings: [course, daysAgo(days, ctx)],
        },
      },
      ctx
    )
  },
  turnsAt(_operator, value, ctx) {
    const { course, days } = value as { course: string; days: number }
    return {
      sql: `(select active_at + ? * interval '24 hours' from ${ACTIVE} where organization_id = ?
        and contact_id = ${ctx.alias}.id and course_id = ? and completed_at is null
        and active_at > ?::timestamptz)`,
      bindings: [days, ctx.organizationId, course, daysAgo(days, ctx)],
    }
  },
})

choiceSources.add('courses', {
  permission: 'courses:read',
  search: async (text) => (await import('#courses/queries/choices')).searchCourses(text),
  named: async (ids) => (await import('#courses/queries/choices')).coursesNamed(ids),
})
