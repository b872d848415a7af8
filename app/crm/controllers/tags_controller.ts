import type { HttpContext } from '@adonisjs/core/http'
import Tag from '#crm/models/tag'
import TagPolicy from '#crm/policies/tag_policy'
import { countedTags } from '#crm/queries/tags'
import { createTagValidator, updateTagValidator } from '#crm/validators/tag'

const HOME = '/admin/settings/tags'

export default class TagsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(TagPolicy).authorize('read')
    return inertia.render('crm/settings/tags', {
      tags: await countedTags(),
      can: {
        create: staff.can('tags:create'),
        update: staff.can('tags:update'),
        delete: staff.can('tags:delete'),
      },
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(TagPolicy).authorize('create')
    const { name } = await request.validateUsing(createTagValidator)
    const tag = await Tag.named(name)
    session.flash('success', `Tag ${tag.name} is there`)
    return response.redirect(HOME)
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const tag = await Tag.query().where('id', params.id).firstOrFail()
    await bouncer.with(TagPolicy).authorize('update')
    await tag.revise(await request.validateUsing(updateTagValidator))
    return response.redirect(HOME)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const tag = await Tag.query().where('id', params.id).firstOrFail()
    await bouncer.with(TagPolicy).authorize('delete')
    await tag.erase()
    session.flash('success', `Tag ${tag.name} is gone`)
    return response.redirect(HOME)
  }
}
