import string from '@adonisjs/core/helpers/string'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { refuseField } from '#crm/field_error'
import Segment from '#crm/models/segment'
import Topic from '#crm/models/topic'
import Organization from '#identity/models/organization'
import FormArchived from '#messaging/events/form_archived'
import FormCreated from '#messaging/events/form_created'
import FormUpdated from '#messaging/events/form_updated'
import { fieldChoices, fillableFields, type FormField } from '#messaging/forms/form_fields'
import SignupForm from '#messaging/models/signup_form'
import { takenFormSlugs } from '#messaging/queries/signup_forms'

export type FormDetails = {
  name: string
  slug: string
  title: string
  intro?: string | null
  button: string
  wording: string
  needsTick: boolean
  thanks?: string | null
  redirectPath?: string | null
  fields: FormField[]
  topicIds: string[]
  letsChoose: boolean
  asksConfirmation: boolean
  tag?: string | null
  segmentId?: string | null
  color?: string | null
  isOpen: boolean
}

/** Begins a form that works as it is: closed until somebody opens it, confirmed by mail. */
export async function beginForm(name: string): Promise<SignupForm> {
  const { name: school } = await Organization.findOrFail(Tenant.id())
  return db.transaction(async (trx) => {
    const form = await SignupForm.create(
      {
        name,
        slug: await freeSlug(name, trx),
        title: name,
        button: 'Subscribe',
        wording: `I agree that ${school} writes to me by e-mail. I can unsubscribe at any time.`,
        fields: [{ key: 'firstName', isRequired: false }],
        topicIds: [],
        asksConfirmation: true,
        isOpen: false,
      },
      { client: trx }
    )
    await told(form, FormCreated, trx)
    return form
  })
}

/** Changes a form. Throws a validation error at the field for what does not fit. */
export async function reviseForm(form: SignupForm, details: FormDetails): Promise<void> {
  const { intro, thanks, redirectPath, tag, segmentId, color, ...rest } = details
  await checkChoices(details)
  await db.transaction(async (trx) => {
    if (rest.slug !== form.slug && (await takenFormSlugs(rest.slug, trx)).includes(rest.slug))
      refuseField('slug', 'Another form has this address')
    Object.assign(form.useTransaction(trx), {
      ...rest,
      intro: intro ?? '',
      thanks: thanks ?? '',
      redirectPath: redirectPath ?? null,
      tag: tag ?? null,
      segmentId: segmentId ?? null,
      color: color?.toLowerCase() ?? null,
    })
    if (!form.$isDirty) return
    await form.save()
    await told(form, FormUpdated, trx)
  })
}

/** Puts a form away: its page is gone, what it brought stays. */
export async function archiveForm(form: SignupForm): Promise<void> {
  if (form.archivedAt) return
  await db.transaction(async (trx) => {
    Object.assign(form.useTransaction(trx), { archivedAt: clock.now(), isOpen: false })
    await form.save()
    await told(form, FormArchived, trx)
  })
}

async function checkChoices({ topicIds, segmentId, fields }: FormDetails): Promise<void> {
  const topics = await Topic.query().whereIn('id', topicIds)
  if (topics.length < new Set(topicIds).size) refuseField('topicIds', 'Choose from your topics')
  const list = segmentId
    ? await Segment.query().where({ id: segmentId, kind: 'static' }).first()
    : null
  if (segmentId && !list) refuseField('segmentId', 'Choose one of your lists')
  const known = fieldChoices(await fillableFields()).map(({ key }) => key)
  const isKnown = fields.every(({ key }) => known.includes(key))
  if (!isKnown || new Set(fields.map(({ key }) => key)).size < fields.length)
    refuseField('fields', 'Choose each field once')
}

function told(
  form: SignupForm,
  event: typeof FormCreated | typeof FormUpdated | typeof FormArchived,
  trx: TransactionClientContract
): Promise<number> {
  return event.record(
    { organizationId: form.organizationId, subjectId: form.id, payload: { name: form.name } },
    trx
  )
}

/** The first of `slug`, `slug-2` ... that is not taken. */
async function freeSlug(name: string, trx: TransactionClientContract): Promise<string> {
  const slug = string.slug(name, { lower: true, strict: true }).slice(0, 60) || 'form'
  const taken = await takenFormSlugs(slug, trx)
  let free = slug
  for (let n = 2; taken.includes(free); n++) free = `${slug}-${n}`
  return free
}
