import type { HttpContext } from '@adonisjs/core/http'
import { normalizeEmail } from '#core/email_address'
import { type Bucket, rateLimit } from '#core/http/rate_limit'
import { addressKey } from '#identity/login'

/** Before a password is checked: per account and address, per account, and per address against spraying. */
export function throttleLogin(ctx: HttpContext, email: string): Promise<void> {
  return rateLimit.consume(ctx, [
    ...loginBuckets(ctx, email),
    rateLimit.byAddress(ctx, { name: 'login-from', requests: 20, per: '1 minute' }),
  ])
}

/** A right password makes the account's counters forget. */
export function forgiveLogin(ctx: HttpContext, email: string): Promise<void> {
  return rateLimit.clear(loginBuckets(ctx, email))
}

/** Mails that anybody can cause: per address written to, and per address asked from. */
export function throttleMail(ctx: HttpContext, kind: string, email: string): Promise<void> {
  return rateLimit.consume(ctx, [
    { name: `${kind}-to`, key: accountKey(email), requests: 5, per: '1 hour' },
    rateLimit.byAddress(ctx, { name: `${kind}-from`, requests: 20, per: '1 hour' }),
  ])
}

/** Sign-ups from one address. */
export function throttleSignup(ctx: HttpContext): Promise<void> {
  return rateLimit.consume(ctx, [
    rateLimit.byAddress(ctx, { name: 'signup', requests: 20, per: '1 hour' }),
  ])
}

/** A password typed for re-authentication: a borrowed session must not become a place to guess. */
export function throttleConfirmation(ctx: HttpContext, userId: string): Promise<void> {
  return rateLimit.consume(ctx, confirmationBuckets(userId))
}

/** A right password makes these counters forget. */
export function forgiveConfirmation(userId: string): Promise<void> {
  return rateLimit.clear(confirmationBuckets(userId))
}

function loginBuckets(ctx: HttpContext, email: string): Bucket[] {
  const account = accountKey(email)
  return [
    { name: 'login', key: `${account} ${addressKey(ctx)}`, requests: 5, per: '1 minute' },
    { name: 'login-account', key: account, requests: 20, per: '1 hour' },
  ]
}

function confirmationBuckets(userId: string): Bucket[] {
  return [
    { name: 'confirm', key: userId, requests: 5, per: '1 minute' },
    { name: 'confirm-hour', key: userId, requests: 20, per: '1 hour' },
  ]
}

/** One account, one key, however its address is spelt. */
function accountKey(email: string): string {
  try {
    return normalizeEmail(email)
  } catch {
    return email
  }
}
