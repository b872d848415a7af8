import type { HttpContext } from '@adonisjs/core/http'
import Topic from '#crm/models/topic'
import TopicPolicy from '#crm/policies/topic_policy'
import { topicCounts } from '#crm/queries/topic_counts'
import { beginTopic, reviseTopic } from '#crm/topics'
import TopicTransformer from '#crm/transformers/topic_transformer'
import { createTopicValidator, updateTopicValidator } from '#crm/validators/consent'

export default class TopicsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(TopicPolicy).authorize('read')
    const topics = await Topic.query().orderBy('name')
    return inertia.render('crm/topics/index', {
      topics: TopicTransformer.transform(topics),
      counts: inertia.defer(() => topicCounts()),
      can: { create: staff.can('topics:create'), update: staff.can('topics:update') },
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(TopicPolicy).authorize('create')
    const topic = await beginTopic(await request.validateUsing(createTopicValidator))
    session.flash('success', `People can now agree to hear about ${topic.name}`)
    return response.redirect('/admin/settings/topics')
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const topic = await Topic.query().where('id', params.id).firstOrFail()
    await bouncer.with(TopicPolicy).authorize('update')
    await reviseTopic(topic, await request.validateUsing(updateTopicValidator))
    session.flash('success', `${topic.name} saved`)
    return response.redirect('/admin/settings/topics')
  }
}
