import { segmentConditions } from '#core/registry/segment_conditions'
import { amongSql, oneWalk, relatedSql } from '#crm/conditions/shapes'

segmentConditions.add('segment.member', {
  entity: 'contact',
  label: 'Segment',
  group: 'Segments',
  permission: 'segments:read',
  operators: {
    any: { label: 'is any of', value: { kind: 'record', source: 'segments', many: true } },
    none: { label: 'is none of', value: { kind: 'record', source: 'segments', many: true } },
  },
  changedBy: ['segment.entered', 'segment.left', 'segment.built'],
  where: (operator, value, ctx) =>
    relatedSql(
      {
        from: 'segment_members',
        column: 'contact_id',
        where: amongSql('segment_id', value as string[]),
        isNot: operator === 'none',
        walk: oneWalk('segment_id', value as string[]),
      },
      ctx
    ),
})
