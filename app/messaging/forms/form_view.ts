import Topic from '#crm/models/topic'
import { drawnFields, fillableFields, type DrawnField } from '#messaging/forms/form_fields'
import type SignupForm from '#messaging/models/signup_form'

/** A form as visitors see it, wherever it stands. */
export type FormView = {
  slug: string
  title: string
  intro: string
  button: string
  wording: string
  needsTick: boolean
  color: string | null
  fields: DrawnField[]
  /** Those to choose from; none where nothing is chosen. */
  topics: { id: string; name: string; description: string | null }[]
}

/** Topics of a form that are still in use, in the order in which they were put. */
export async function topicsOf(form: Pick<SignupForm, 'topicIds'>): Promise<Topic[]> {
  if (form.topicIds.length === 0) return []
  const topics = await Topic.query().whereIn('id', form.topicIds).whereNull('archivedAt')
  return form.topicIds.flatMap((id) => topics.find((topic) => topic.id === id) ?? [])
}

export async function viewOf(form: SignupForm): Promise<FormView> {
  const [topics, custom] = await Promise.all([topicsOf(form), fillableFields()])
  const { slug, title, intro, button, wording, needsTick, color } = form
  return {
    ...{ slug, title, intro, button, wording, needsTick, color },
    fields: drawnFields(form.fields, custom),
    topics: form.letsChoose
      ? topics.map(({ id, name, description }) => ({ id, name, description }))
      : [],
  }
}
