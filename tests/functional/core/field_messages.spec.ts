import { test } from '@japa/runner'
import vine, { errors } from '@vinejs/vine'
import {
  createOrganizationValidator,
  providerAccountValidator,
} from '#identity/validators/organization'
import { refundValidator } from '#commerce/validators/order'
import { pricingValidator } from '#courses/validators/course'
import { sources } from '#tests/support/sources'

type Told = Record<string, string>
type AnyValidator = { validate(data: unknown): Promise<unknown> }

/** What a form's fields say, by field. */
async function told(validator: AnyValidator, data: unknown): Promise<Told> {
  try {
    await validator.validate(data)
    return {}
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    const messages = error.messages as { field: string; message: string }[]
    return Object.fromEntries(messages.map(({ field, message }) => [field, message]))
  }
}

/** Bodies that break as many rules as possible. */
function wrongBodies(shape: Record<string, string>): unknown[] {
  const every = (value: unknown) =>
    Object.fromEntries(Object.keys(shape).map((name) => [name, value]))
  return [
    {},
    ...['', '!', 'x y', 'a'.repeat(5000), -1, 0.5, 1e15, [], ['!', '!'], [{}, {}], {}, null].map(
      every
    ),
  ]
}

test.group('Messages at fields', () => {
  test('are sentences with the name that people know', async ({ assert }) => {
    const organization = { name: 'House', slug: 'house', currency: 'EUR', timeZone: 'UTC' }
    assert.deepEqual(await told(createOrganizationValidator, { ...organization, slug: 'admin' }), {
      slug: 'This address is kept for the house. Choose another one',
    })
    assert.deepInclude(await told(createOrganizationValidator, { ...organization, name: null }), {
      name: 'Enter the name',
    })
    assert.deepInclude(await told(providerAccountValidator, { secretKey: 'pk_live_12345' }), {
      secretKey: 'A secret key of Stripe begins with sk_ or rk_',
      webhookSecret: 'Enter the webhook signing secret',
    })
    assert.deepInclude(await told(refundValidator, { reason: 'x' }), {
      reason: 'The reason has to have 2 characters or more',
    })
    assert.deepInclude(await told(pricingValidator, { isFree: false, prices: [], seatLimit: 0 }), {
      seatLimit: 'The number of seats has to be from 1 to 1,000,000',
    })
  })

  test('an item of a list is named by its list', async ({ assert }) => {
    const validator = vine.create({ outcomes: vine.array(vine.string().maxLength(3)) })
    assert.deepEqual(await told(validator, { outcomes: ['long one'] }), {
      'outcomes.0': 'The outcomes can have 3 characters at most',
    })
  })

  test('no validator of the house speaks in names of the code', async ({ assert }) => {
    const odd: string[] = []
    let checked = 0
    for (const { path, text } of sources('app')) {
      if (!path.includes('/validators/')) continue
      const module = await import(`../../../${path.replace(/\.ts$/, '.js')}`)
      const fields = Object.fromEntries(
        [...text.matchAll(/^ {2,}(\w+):/gm)].map(([, name]) => [name, name])
      )
      for (const [name, validator] of Object.entries(module)) {
        if (!name.endsWith('Validator')) continue
        for (const body of wrongBodies(fields)) {
          for (const message of Object.values(await told(validator as AnyValidator, body))) {
            checked++
            if (/field (must|has|format)|is invalid|[a-z][A-Z]|_[a-z]+ |\{|\bId\b/.test(message))
              odd.push(`${path} ${name}: ${message}`)
          }
        }
      }
    }
    assert.deepEqual([...new Set(odd)], [])
    assert.isAbove(checked, 200)
  })
})
