import type { HttpContext } from '@adonisjs/core/http'
import Pipeline from '#crm/models/pipeline'
import { dealFields, fieldForPage } from '#crm/deal_fields'
import DealReason from '#crm/models/deal_reason'
import { REQUIREMENTS } from '#crm/models/deal/requirements'
import { addPipeline, archivePipeline, pipelinesOrFirst, revisePipeline } from '#crm/pipelines'
import PipelinePolicy from '#crm/policies/pipeline_policy'
import { dealsPerStage } from '#crm/queries/deal_counts'
import PipelineTransformer from '#crm/transformers/pipeline_transformer'
import { createPipelineValidator, updatePipelineValidator } from '#crm/validators/pipeline'

export default class PipelinesController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(PipelinePolicy).authorize('read')
    const pipelines = await pipelinesOrFirst()
    const [reasons, fields, counts] = await Promise.all([
      DealReason.query().whereNull('archivedAt').orderBy('position').orderBy('createdAt'),
      dealFields(),
      dealsPerStage(),
    ])
    return inertia.render('crm/pipelines/index', {
      pipelines: PipelineTransformer.transform(pipelines),
      reasons: reasons.map(({ id, outcome, label }) => ({ id, outcome, label })),
      fields: fields.map(fieldForPage),
      requirements: REQUIREMENTS,
      counts,
      canEdit: staff.can('pipelines:update'),
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(PipelinePolicy).authorize('create')
    const { name } = await request.validateUsing(createPipelineValidator)
    await addPipeline(name)
    session.flash('success', `${name} is ready for deals`)
    return response.redirect('/admin/settings/pipelines')
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const pipeline = await Pipeline.query().where('id', params.id).firstOrFail()
    await bouncer.with(PipelinePolicy).authorize('update')
    await revisePipeline(pipeline.id, await request.validateUsing(updatePipelineValidator))
    session.flash('success', 'Pipeline saved')
    return response.redirect('/admin/settings/pipelines')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const pipeline = await Pipeline.query().where('id', params.id).firstOrFail()
    await bouncer.with(PipelinePolicy).authorize('delete')
    await archivePipeline(pipeline.id)
    session.flash('success', `${pipeline.name} was put away`)
    return response.redirect('/admin/settings/pipelines')
  }
}
