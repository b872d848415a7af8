import type { HttpContext } from '@adonisjs/core/http'
import { EVERYBODY } from '#crm/conditions/tree'
import Segment from '#crm/models/segment'
import SegmentPolicy from '#crm/policies/segment_policy'
import { editorOf, membersOfPage, segmentRows } from '#crm/segment_pages'
import SegmentTransformer from '#crm/transformers/segment_transformer'
import {
  createSegmentValidator,
  newSegmentValidator,
  segmentFiltersValidator,
  segmentPageValidator,
  updateSegmentValidator,
} from '#crm/validators/segment'

export default class SegmentsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(SegmentPolicy).authorize('read')
    const { q, state } = await request.validateUsing(segmentFiltersValidator)
    return inertia.render('crm/segments/index', {
      segments: await segmentRows({ q, isArchived: state === 'archived' }),
      filters: { q: q ?? null, state: state ?? ('present' as const) },
      can: { create: staff.can('segments:create') },
    })
  }

  async create({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(SegmentPolicy).authorize('create')
    const { kind } = await request.validateUsing(newSegmentValidator)
    return inertia.render('crm/segments/create', {
      kind: kind ?? ('dynamic' as const),
      ...(await editorOf(EVERYBODY, staff)),
    })
  }

  async store({ bouncer, request, response, session, staff }: HttpContext) {
    await bouncer.with(SegmentPolicy).authorize('create')
    const segment = await Segment.define(await request.validateUsing(createSegmentValidator), staff)
    session.flash('success', `“${segment.name}” is made`)
    return response.redirect(`/admin/segments/${segment.id}`)
  }

  async show({ bouncer, inertia, params, request, staff }: HttpContext) {
    const segment = await Segment.query().where('id', params.id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('readMembers')
    const { cursor } = await request.validateUsing(segmentPageValidator)
    return inertia.render('crm/segments/show', {
      segment: new SegmentTransformer(segment).toObject(),
      members: await membersOfPage(segment, cursor),
      can: {
        create: staff.can('segments:create'),
        update: staff.can('segments:update'),
        delete: staff.can('segments:delete'),
      },
    })
  }

  async edit({ bouncer, inertia, params, staff }: HttpContext) {
    const segment = await Segment.query().where('id', params.id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('update')
    return inertia.render('crm/segments/edit', {
      segment: new SegmentTransformer(segment).forEditor(),
      ...(await editorOf(segment.tree, staff)),
    })
  }

  async update({ bouncer, params, request, response, session, staff }: HttpContext) {
    const segment = await Segment.query().where('id', params.id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('update')
    await segment.redefine(await request.validateUsing(updateSegmentValidator), staff)
    session.flash('success', `“${segment.name}” saved`)
    return response.redirect(`/admin/segments/${segment.id}`)
  }
}
