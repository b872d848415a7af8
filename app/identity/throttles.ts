import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { Refusal } from '#core/http/refusal'
import { addressKey } from '#identity/login'

type Rule = { requests: number; duration: string; key: string }

/** Counters live in Postgres: they hold over a restart and over processes. */
async function spend(rules: Rule[], message: string, field?: string): Promise<void> {
  for (const { requests, duration, key } of rules) {
    const allowed = await limiter.use('database', { requests, duration }).attempt(key, () => true)
    if (!allowed) throw new Refusal(message, { code: 'E_TOO_MANY_REQUESTS', status: 429, field })
  }
}

const SLOW_DOWN = 'Too many tries. Wait a minute, then try again.'

/** Before a password is checked: per account and address, per account, and per address against spraying. */
export function throttleLogin(ctx: HttpContext, email: string): Promise<void> {
  const account = email.trim().toLowerCase().slice(0, 100)
  return spend(
    [
      { key: `login:${account}:${addressKey(ctx)}`, requests: 5, duration: '1 minute' },
      { key: `login:${account}`, requests: 20, duration: '1 hour' },
      { key: `login:from:${addressKey(ctx)}`, requests: 20, duration: '1 minute' },
    ],
    SLOW_DOWN,
    'email'
  )
}

/** A right password makes the account's counters forget. */
export async function forgiveLogin(ctx: HttpContext, email: string): Promise<void> {
  const account = email.trim().toLowerCase().slice(0, 100)
  await limiter
    .use('database', { requests: 5, duration: '1 minute' })
    .delete(`login:${account}:${addressKey(ctx)}`)
  await limiter.use('database', { requests: 20, duration: '1 hour' }).delete(`login:${account}`)
}

/** Mails that anybody can cause: per address written to, and per address asked from. */
export function throttleMail(ctx: HttpContext, kind: string, email: string): Promise<void> {
  return spend(
    [
      {
        key: `${kind}:${email.trim().toLowerCase().slice(0, 100)}`,
        requests: 5,
        duration: '1 hour',
      },
      { key: `${kind}:from:${addressKey(ctx)}`, requests: 20, duration: '1 hour' },
    ],
    'Too many mails were asked for. Try again in an hour.',
    'email'
  )
}

/** Sign-ups from one address. */
export function throttleSignup(ctx: HttpContext): Promise<void> {
  return spend(
    [{ key: `signup:from:${addressKey(ctx)}`, requests: 20, duration: '1 hour' }],
    'Too many sign-ups from this address. Try again in an hour.'
  )
}

/** A password typed for re-authentication. */
export function throttleConfirmation(userId: string): Promise<void> {
  return spend(
    [{ key: `confirm:${userId}`, requests: 5, duration: '1 minute' }],
    SLOW_DOWN,
    'currentPassword'
  )
}
