import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { hashToken } from '#core/crypto/tokens'
import { ipBucket } from '#core/http/client_ip'
import { sendProblem } from '#core/http/problem'
import { endStreams } from '#core/live/broadcast'
import { membershipsOf } from '#identity/active_staff'
import UserLoggedIn from '#identity/events/user_logged_in'
import UserSessionRevoked from '#identity/events/user_session_revoked'
import { hostOf, isAdminHost } from '#identity/hosts'
import type User from '#identity/models/user'
import UserSession from '#identity/models/user_session'
import { forgetRememberMe } from '#identity/queries/remember_me'

const SESSION_ROW = 'user_session_id'
export const INTENDED = 'intended_url'
const SIGNED_UP = 'signed_up'
const PASSWORD_CONFIRMED = 'password_confirmed_at'
const ABSOLUTE_DAYS = 30
const SEEN_EVERY_MINUTES = 1
/** A password typed this recently counts as fresh for what must not be done by a borrowed session. */
const FRESH_MINUTES = 15

/** Logs a user in: a new session id, a row that she can revoke, and the fact in the log. */
export async function logIn(
  ctx: HttpContext,
  user: User,
  { remember = false } = {}
): Promise<void> {
  await ctx.auth.use('web').login(user, remember)
  await beginSession(ctx, user, remember)
  user.lastLoginAt = clock.now()
  await user.save()
  confirmPassword(ctx)
  Context.amend({ actor: { type: 'user', id: user.id } })
  await UserLoggedIn.recordAlone({
    organizationId: null,
    subjectId: user.id,
    payload: { userId: user.id, remember },
  })
}

/** Ends the session here and its row. */
export async function logOut(ctx: HttpContext): Promise<void> {
  const { user } = ctx.auth.use('web')
  await endRow(ctx.userSession)
  await ctx.auth.use('web').logout()
  ctx.session.clear()
  ctx.session.regenerate()
  // Pages of other sessions connect again by themselves.
  if (user) await endStreams(user.id)
}

/** Finds out who is logged in. A revoked or expired session logs its person out at once. */
export async function recognizeUser(ctx: HttpContext): Promise<void> {
  const guard = ctx.auth.use('web')
  // Asked through auth, so that ctx.auth.user is known from here on.
  if (!(await ctx.auth.checkUsing(['web']))) return
  const user = guard.user!
  const rowId = ctx.session.get(SESSION_ROW)
  let row = rowId ? await UserSession.find(rowId) : null
  // A remember-me cookie opens a session without a row; it gets one.
  if (!rowId && guard.viaRemember) row = await beginSession(ctx, user, true)
  const isLive = row && !row.revokedAt && row.userId === user.id && row.expiresAt > clock.now()
  if (!row || !isLive || user.disabledAt) {
    await guard.logout()
    ctx.session.clear()
    return
  }
  ctx.userSession = row
  Context.amend({ actor: { type: 'user', id: user.id } })
  if (row.lastSeenAt < clock.now().minus({ minutes: SEEN_EVERY_MINUTES })) {
    await row.merge({ lastSeenAt: clock.now(), ip: ctx.request.ip() }).save()
  }
}

/** Notes that the password was typed just now. */
export function confirmPassword(ctx: HttpContext): void {
  ctx.session.put(PASSWORD_CONFIRMED, Date.now())
}

export function hasFreshPassword(ctx: HttpContext): boolean {
  return Date.now() - Number(ctx.session.get(PASSWORD_CONFIRMED, 0)) < FRESH_MINUTES * 60_000
}

/**
 * Notes that the password of this account was typed in this browser before its
 * address was verified.
 */
export function noteSignup(ctx: HttpContext, user: User): void {
  ctx.session.put(SIGNED_UP, signupMark(user))
}

/**
 * Whether the account's present password was typed in this browser. Else the link in
 * the mail verifies the address but logs nobody in: somebody else may have signed up
 * with this address and wait for its owner to click.
 */
export function signedUpHere(ctx: HttpContext, user: User): boolean {
  return ctx.session.pull(SIGNED_UP) === signupMark(user)
}

function signupMark(user: User): string {
  return `${user.id} ${hashToken(user.password)}`
}

/** Sends somebody to the log-in page and keeps where she wanted to go. */
export function askToLogIn(ctx: HttpContext): void {
  const { request, response, session } = ctx
  if (!wantsPage(request)) {
    return sendProblem(ctx, { status: 401, code: 'E_UNAUTHORIZED_ACCESS' })
  }
  if (request.method() === 'GET') session.put(INTENDED, request.url(true))
  response.redirect('/login')
}

/** Whether this is somebody going to a page; fetches of scripts and live streams are nothing to come back to. */
function wantsPage(request: HttpContext['request']): boolean {
  if (request.header('x-inertia')) return true
  if (request.header('sec-fetch-dest', 'document') !== 'document') return false
  return request.accepts(['html', 'json', 'text/event-stream']) === 'html'
}

/** Where a person goes after logging in: where she wanted to, else her work, else her courses. */
export async function homeOf(ctx: HttpContext): Promise<string> {
  const intended = ctx.session.pull(INTENDED)
  if (typeof intended === 'string' && /^\/(?![/\\])/.test(intended)) return intended
  const user = ctx.auth.use('web').user!
  if (!isAdminHost(hostOf(ctx.request.header('host')))) return '/learn'
  return (await membershipsOf(user.id)).length > 0 ? '/admin' : '/learn'
}

/** Key for limits by address. */
export function addressKey(ctx: HttpContext): string {
  return ipBucket(ctx.request.ip())
}

/** Ends all sessions of a user but the one given, her remember-me tokens and, after the commit, her live streams. */
export async function endSessions(
  user: User,
  except?: string,
  trx?: TransactionClientContract
): Promise<void> {
  await UserSession.query({ client: trx })
    .where('userId', user.id)
    .whereNull('revokedAt')
    .if(except, (query) => void query.whereNot('id', except!))
    .update({ revokedAt: clock.now().toSQL() })
  await forgetRememberMe(user.id, trx)
  await endStreams(user.id, trx)
}

/** Ends one session of a user. A cookie that would open it again is worth nothing from here on. */
export async function endSession(user: User, row: UserSession): Promise<void> {
  await db.transaction(async (trx) => {
    await row.useTransaction(trx).merge({ revokedAt: clock.now() }).save()
    // Which token belongs to which session is not kept: all go, the other sessions themselves stay.
    if (row.remembered) await forgetRememberMe(user.id, trx)
    await UserSessionRevoked.record(
      {
        organizationId: null,
        subjectId: user.id,
        payload: { userId: user.id, sessionId: row.id },
      },
      trx
    )
    await endStreams(user.id, trx)
  })
}

async function beginSession(
  ctx: HttpContext,
  user: User,
  remembered: boolean
): Promise<UserSession> {
  const row = await UserSession.create({
    userId: user.id,
    ip: ctx.request.ip(),
    userAgent: ctx.request.header('user-agent')?.slice(0, 400) ?? null,
    remembered,
    lastSeenAt: clock.now(),
    expiresAt: clock.now().plus({ days: ABSOLUTE_DAYS }),
  })
  ctx.session.put(SESSION_ROW, row.id)
  ctx.userSession = row
  return row
}

async function endRow(row: UserSession | undefined): Promise<void> {
  if (row) await row.merge({ revokedAt: clock.now() }).save()
}
