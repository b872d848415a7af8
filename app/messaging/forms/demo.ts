import Organization from '#identity/models/organization'
import { Tenant } from '#core/tenancy/tenant'
import Topic from '#crm/models/topic'
import { beginTopic } from '#crm/topics'
import { beginForm, reviseForm } from '#messaging/forms/form_editor'
import SignupForm from '#messaging/models/signup_form'

type DemoForm = {
  slug: string
  name: string
  title: string
  intro: string
  topics: { name: string; description: string; doubleOptIn: boolean; isDefault: boolean }[]
}

const FORMS: DemoForm[] = [
  {
    slug: 'bunny',
    name: 'Letter from the hutch',
    title: 'A letter from the hutch',
    intro:
      'What keeps house rabbits well and happy: two letters a month, and tips in between if you like.',
    topics: [
      {
        name: 'Newsletter',
        description: 'What is new at the hutch, twice a month',
        doubleOptIn: true,
        isDefault: true,
      },
      {
        name: 'Care tips',
        description: 'One short tip a week on feeding, health and housing',
        doubleOptIn: true,
        isDefault: true,
      },
    ],
  },
  {
    slug: 'harbour',
    name: 'Harbour news',
    title: 'News from the harbour',
    intro: 'Courses, tides and open evenings, once a month.',
    topics: [
      {
        name: 'Harbour news',
        description: 'Courses and open evenings, once a month',
        doubleOptIn: true,
        isDefault: true,
      },
    ],
  },
]

/** A sign-up form per demo organization, open on its site. */
export async function seedForms(): Promise<string> {
  let made = 0
  for (const { slug, name, title, intro, topics } of FORMS) {
    const organization = await Organization.findByOrFail('slug', slug)
    await Tenant.run(organization.id, async () => {
      if (await SignupForm.query().where('name', name).first()) return
      const known = await Promise.all(
        topics.map(async (topic) => {
          return (await Topic.query().where('name', topic.name).first()) ?? beginTopic(topic)
        })
      )
      const form = await beginForm(name)
      await reviseForm(form, {
        ...{ name, title, intro, button: 'Subscribe', wording: form.wording, needsTick: false },
        slug: 'letter',
        thanks: 'Look into your mailbox: one click there, and you hear from us.',
        fields: [{ key: 'firstName', isRequired: false }],
        topicIds: known.map(({ id }) => id),
        letsChoose: known.length > 1,
        asksConfirmation: true,
        tag: 'Letter',
        isOpen: true,
      })
      made++
    })
  }
  return `${made} sign-up forms made, ${FORMS.length - made} were there`
}
