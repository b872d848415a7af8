import { setTimeout as wait } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { seal, unseal } from '#core/crypto/encrypted'
import { rateLimit } from '#core/http/rate_limit'
import { checkEntry, type Faults, type RawEntry } from '#messaging/forms/entry'
import { signUp, type Via } from '#messaging/forms/signing_up'
import type SignupForm from '#messaging/models/signup_form'
import { traceOf } from '#messaging/preferences/said'

const BEGUN = 'form_begun'
/** People take longer to fill in an address. */
const SHORTEST_MS = 2000
const LONGEST_MS = 86_400_000
/** An answer takes this long whether the address is known or not. */
const ANSWER_MS = 150
/** Left empty by people, who do not see it. */
const TRAP = 'leave_empty'

/** Goes with the page, so that its answer tells how long it took. Real time: it guards, it is no business. */
export function begin(form: Pick<SignupForm, 'id'>): string {
  return seal({ form: form.id, at: Date.now() }, BEGUN)
}

/**
 * Takes what a visitor sent. Resolves to null when it was taken, and also for a robot, which is thanked and nothing
 * happens; else to what is wrong. Throws E_TOO_MANY_REQUESTS.
 */
export async function takePost(
  ctx: HttpContext,
  form: SignupForm,
  via: Via
): Promise<Faults | null> {
  await rateLimit.consume(ctx, [
    rateLimit.byAddress(ctx, { name: 'form-address', requests: 20, per: '10 minutes' }),
    { name: 'form', key: form.id, requests: 1200, per: '10 minutes' },
  ])
  const body = ctx.request.all()
  if (typeof body[TRAP] === 'string' && body[TRAP] !== '') return null
  const { entry, faults } = await checkEntry(form, rawOf(ctx, body))
  // A page in somebody else's site was not made by us: it cannot tell when it was opened.
  const age = via === 'snippet' ? SHORTEST_MS : ageOf(form, body.begun)
  if (age === null || age > LONGEST_MS)
    faults.form = 'The page was open for long. Send it once more.'
  else if (age < SHORTEST_MS) faults.form = 'That was very fast. Send it once more.'
  if (Object.keys(faults).length > 0) return faults
  await rateLimit.consume(ctx, [
    {
      name: 'form-email',
      key: `${form.organizationId}:${entry.emailNorm}`,
      requests: 6,
      per: '1 hour',
    },
  ])
  const trace = traceOf(ctx)
  await Promise.all([
    db.transaction((trx) => signUp(form, entry, { via, trace }, trx)),
    wait(ANSWER_MS),
  ])
  return null
}

/** What was typed, to be shown again beside what is wrong. */
export function typedIn({ request }: Pick<HttpContext, 'request'>): Record<string, unknown> {
  const { email, first_name, last_name, phone, custom, topics } = request.all()
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2000) : '')
  const values = typeof custom === 'object' && custom !== null ? Object.entries(custom) : []
  return {
    email: text(email),
    first_name: text(first_name),
    last_name: text(last_name),
    phone: text(phone),
    custom: Object.fromEntries(
      values
        .slice(0, 100)
        .map(([key, value]) => [key, Array.isArray(value) ? value.map(text) : text(value)])
    ),
    topics: [topics ?? []].flat().map(text),
  }
}

function rawOf(ctx: HttpContext, body: Record<string, unknown>): RawEntry {
  return {
    email: body.email,
    firstName: body.first_name,
    lastName: body.last_name,
    phone: body.phone,
    custom: body.custom,
    topicIds: [body.topics ?? []].flat().map(String),
    isAgreed: body.agree !== undefined && body.agree !== null,
    locale: ctx.request.language(['en', 'de', 'fr', 'es', 'it', 'nl']),
  }
}

function ageOf(form: SignupForm, begun: unknown): number | null {
  if (typeof begun !== 'string' || begun.length > 1000) return null
  try {
    const { form: id, at } = unseal<{ form: string; at: number }>(begun, BEGUN)
    return id === form.id ? Date.now() - at : null
  } catch {
    return null
  }
}
