import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { castCustomTexts, castCustomValues, type FieldRule } from '#crm/custom_values'
import { homeCountry } from '#crm/home_country'
import { normalizePhone } from '#crm/phone_number'
import { drawnFields, fillableFields } from '#messaging/forms/form_fields'
import { topicsOf } from '#messaging/forms/form_view'
import type { GivenDetails } from '#messaging/forms/given_details'
import type SignupForm from '#messaging/models/signup_form'

/** What somebody entered, checked. */
export type Entry = {
  email: string
  emailNorm: string
  /** None: all marketing. */
  topicIds: string[]
  given: GivenDetails
  locale: string | null
}

/** A sentence by name of the input. */
export type Faults = Record<string, string>

export type RawEntry = {
  email: unknown
  firstName: unknown
  lastName: unknown
  phone: unknown
  /** Values by key: words where a page sent them, typed ones from the API. */
  custom: unknown
  topicIds: string[]
  isAgreed: boolean
  locale: string | null
}

const LONGEST_NAME = 100

/** Checks what came against the form; only what the form asks for is taken. */
export async function checkEntry(
  form: SignupForm,
  raw: RawEntry,
  { isTyped = false }: { isTyped?: boolean } = {}
): Promise<{ entry: Entry; faults: Faults }> {
  const faults: Faults = {}
  const given: GivenDetails = {}
  const custom = await fillableFields()
  const drawn = drawnFields(form.fields, custom)
  for (const { key, name, label, isRequired } of drawn.filter(({ key }) => !isCustom(key))) {
    const text = wordsOf(raw[key as 'firstName' | 'lastName' | 'phone']).slice(0, LONGEST_NAME)
    if (!text && isRequired) faults[name] = `${label} is needed`
    if (!text) continue
    if (key === 'phone') await checkPhone(text, given, faults)
    else given[key as 'firstName' | 'lastName'] = text
  }
  const rules: FieldRule[] = drawn.flatMap(({ key, isRequired }) => {
    const field = custom.find((one) => `custom.${one.key}` === key)
    return field ? [{ ...ruleOf(field), isRequired }] : []
  })
  const cast = isTyped
    ? castCustomValues(rules, raw.custom ?? {}, { isWhole: true })
    : castCustomTexts(rules, textsOf(rules, raw.custom), { currency: 'EUR', isWhole: true })
  for (const [key, message] of Object.entries(cast.errors)) {
    faults[drawn.find((one) => one.key === `custom.${key}`)?.name ?? 'custom'] = message
  }
  if (Object.keys(cast.set).length > 0) given.custom = cast.set
  const offered = (await topicsOf(form)).map(({ id }) => id)
  // Its topics were put away: without them it would ask for consent to everything.
  if (form.topicIds.length > 0 && offered.length === 0) faults.form = 'This form is closed'
  const topicIds = form.letsChoose ? offered.filter((id) => raw.topicIds.includes(id)) : offered
  if (offered.length > 0 && topicIds.length === 0) faults['topics[]'] = 'Choose at least one'
  if (form.needsTick && !raw.isAgreed) faults.agree = 'Tick this to go on'
  const email = wordsOf(raw.email)
  const emailNorm = checkEmail(email, faults)
  return { entry: { email, emailNorm, topicIds, given, locale: raw.locale }, faults }
}

const isCustom = (key: string) => key.startsWith('custom.')
const wordsOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
const ruleOf = ({ key, label, type, options, isRequired }: FieldRule): FieldRule => ({
  key,
  label,
  type,
  options,
  isRequired,
})

function checkEmail(email: string, faults: Faults): string {
  try {
    return normalizeEmail(email)
  } catch (error) {
    if (!(error instanceof InvalidEmailException)) throw error
    faults.email = error.message
    return ''
  }
}

async function checkPhone(text: string, given: GivenDetails, faults: Faults): Promise<void> {
  try {
    normalizePhone(text, await homeCountry())
    given.phone = text
  } catch (error) {
    faults.phone = (error as Error).message
  }
}

/** As a page sends them: a tick is there or not, several choices are a list. */
function textsOf(rules: FieldRule[], custom: unknown): Record<string, string | null> {
  const values = typeof custom === 'object' && custom !== null ? custom : {}
  return Object.fromEntries(
    rules.map(({ key, type }) => {
      const value = (values as Record<string, unknown>)[key]
      if (type === 'boolean') return [key, value ? 'yes' : null]
      const words = Array.isArray(value) ? value.map(wordsOf).join('; ') : wordsOf(value)
      return [key, words || null]
    })
  )
}
