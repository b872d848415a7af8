import vine from '@vinejs/vine'
import { endpoint, object, page } from '#core/api/endpoint'
import { pageValidator, shapeValidator } from '#core/api/parameters'
import { ApiResource, field } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { keysetPage } from '#core/http/keyset'
import { refuseFields } from '#crm/field_error'
import { checkEntry } from '#messaging/forms/entry'
import { asksMail, signUp } from '#messaging/forms/signing_up'
import SignupForm from '#messaging/models/signup_form'

const group = 'Forms'

const formField = as.object({
  key: as.text('`first_name`, `last_name`, `phone`, or `custom.<key>`.'),
  is_required: as.boolean(),
})

const formResource = new ApiResource<SignupForm>('Form', 'A form with which people ask for mail.', {
  id: field(as.id(), (form) => form.id),
  name: field(as.text('For staff.'), (form) => form.name),
  slug: field(as.text('Of its page: `/forms/<slug>`.'), (form) => form.slug),
  title: field(as.text('What visitors read.'), (form) => form.title),
  wording: field(as.text('What people agree to.'), (form) => form.wording),
  fields: field(as.list(formField, 'Beside the address.'), (form) =>
    form.fields.map(({ key, isRequired }) => ({ key: nameOf(key), is_required: isRequired }))
  ),
  topic_ids: field(as.list(as.id(), 'None for all marketing.'), (form) => form.topicIds),
  lets_choose: field(
    as.boolean('Whether people choose among the topics.'),
    (form) => form.letsChoose
  ),
  is_open: field(as.boolean(), (form) => form.isOpen),
})

export const listForms = endpoint({
  name: 'forms.list',
  method: 'GET',
  path: '/forms',
  group,
  summary: 'List sign-up forms, the newest first',
  scope: 'forms:read',
  query: pageValidator,
  answer: page(formResource),
  handle: ({ query: { cursor, limit } }) =>
    keysetPage(SignupForm.query().whereNull('archivedAt'), {
      columns: [['id', 'desc']],
      cursor,
      perPage: limit,
      scope: 'api:forms',
    }),
})

const text = (most: number) => vine.string().trim().maxLength(most).optional()

export const submitForm = endpoint({
  name: 'forms.submit',
  method: 'POST',
  path: '/forms/:id/submissions',
  group,
  summary: 'Sign somebody up by a form',
  description:
    'As if the person had filled the form in: what is known of a contact is not changed, a refusal is not undone without a confirmation by mail, and the answer is the same whether the address is known or not.',
  scope: 'forms:submit',
  query: shapeValidator,
  body: vine.create({
    email: vine.string().trim().maxLength(254),
    first_name: text(100),
    last_name: text(100),
    phone: text(40),
    custom: vine
      .object({})
      .allowUnknownProperties()
      .optional()
      .meta({ description: 'Values of custom fields that stand on the form, by key.' }),
    topic_ids: vine
      .array(vine.string().uuid())
      .maxLength(50)
      .optional()
      .meta({ description: 'Where the form lets people choose.' }),
    is_agreed: vine
      .boolean({ strict: true })
      .optional()
      .meta({ description: 'Whether the wording was ticked, where the form asks for that.' }),
    locale: vine
      .enum(['en', 'de', 'fr', 'es', 'it', 'nl'] as const)
      .optional()
      .meta({ description: 'Language of the mail that asks for a confirmation.' }),
    ip: text(45).meta({ description: 'Address of the person’s computer, kept as proof.' }),
    user_agent: text(300).meta({ description: 'Of the person’s browser, kept as proof.' }),
  }),
  answer: object<{ asks_confirmation: boolean }>(
    'Taken.',
    as.object({
      asks_confirmation: as.boolean('Whether the form asks the owner of the address by mail.'),
    })
  ),
  async handle({ params, body, trx }) {
    const form = await SignupForm.query()
      .where({ id: params.id, isOpen: true })
      .whereNull('archivedAt')
      .firstOrFail()
    const { entry, faults } = await checkEntry(
      form,
      {
        email: body.email,
        firstName: body.first_name,
        lastName: body.last_name,
        phone: body.phone,
        custom: body.custom,
        topicIds: body.topic_ids ?? [],
        isAgreed: body.is_agreed === true,
        locale: body.locale ?? null,
      },
      { isTyped: true }
    )
    if (Object.keys(faults).length > 0) refuseFields(asNamed(faults))
    const trace = { ip: body.ip ?? null, userAgent: body.user_agent ?? null }
    await signUp(form, entry, { via: 'api', trace }, trx)
    return { asks_confirmation: await asksMail(form, entry) }
  },
})

function nameOf(key: string): string {
  return { firstName: 'first_name', lastName: 'last_name' }[key] ?? key
}

/** Faults by the names of the API: `custom[city]` is `custom.city`. */
function asNamed(faults: Record<string, string>): Record<string, string> {
  const names: Record<string, string> = { 'topics[]': 'topic_ids', 'agree': 'is_agreed' }
  return Object.fromEntries(
    Object.entries(faults).map(([name, message]) => [
      names[name] ?? name.replace(/^custom\[(.+?)\](\[\])?$/, 'custom.$1'),
      message,
    ])
  )
}
