import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'
import type { Staff } from '#identity/staff'
import Segment from '#crm/models/segment'
import Topic from '#crm/models/topic'
import { drawnFields, fieldChoices, fillableFields } from '#messaging/forms/form_fields'
import { viewOf } from '#messaging/forms/form_view'
import { frameSnippet, htmlSnippet } from '#messaging/forms/snippets'
import type SignupForm from '#messaging/models/signup_form'
import { formSums, latestSubmissions } from '#messaging/queries/signup_forms'

/** Everything that the page of a form shows to staff. */
export async function editorPage(form: SignupForm, staff: Staff) {
  const [organization, custom, topics, lists, view, sums, submissions] = await Promise.all([
    Organization.findOrFail(form.organizationId),
    fillableFields(),
    Topic.query().whereNull('archivedAt').orderBy('name'),
    Segment.query().where('kind', 'static').whereNull('archivedAt').orderBy('name').limit(200),
    viewOf(form),
    formSums(form.id),
    latestSubmissions(form.id),
  ])
  const site = await siteUrl(organization)
  const all = fieldChoices(custom).map(({ key }) => ({ key, isRequired: false }))
  const { id, name, slug, title, intro, button, wording, needsTick, thanks } = form
  const { fields, topicIds, letsChoose, asksConfirmation, segmentId, isOpen } = form
  return {
    form: {
      ...{ id, name, slug, title, intro, button, wording, needsTick, thanks },
      ...{ fields, topicIds, letsChoose, asksConfirmation, segmentId, isOpen },
      redirectPath: form.redirectPath ?? '',
      tag: form.tag ?? '',
      color: form.color ?? '',
      isArchived: form.archivedAt !== null,
    },
    choices: drawnFields(all, custom),
    topics: topics.map((topic) => ({
      id: topic.id,
      name: topic.name,
      description: topic.description,
      doubleOptIn: topic.doubleOptIn,
    })),
    lists: lists.map((list) => ({ id: list.id, name: list.name })),
    brandColor: organization.brandColor,
    address: `${site}/forms/${slug}`,
    snippets: { html: htmlSnippet(view, site), frame: frameSnippet(view, site) },
    sums,
    submissions: staff.can('contacts:read') ? submissions : [],
    can: { update: staff.can('forms:update'), delete: staff.can('forms:delete') },
  }
}
