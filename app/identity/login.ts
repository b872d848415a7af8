import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { ipBucket } from '#core/http/client_ip'
import { endStreams } from '#core/live/broadcast'
import { membershipsOf } from '#identity/active_staff'
import UserLoggedIn from '#identity/events/user_logged_in'
import { hostOf, isAdminHost } from '#identity/hosts'
import type User from '#identity/models/user'
import UserSession from '#identity/models/user_session'

const SESSION_ROW = 'user_session_id'
export const INTENDED = 'intended_url'
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

/** Sends somebody to the log-in page and keeps where she wanted to go. */
export function askToLogIn(ctx: HttpContext): void {
  if (ctx.request.method() === 'GET' && !ctx.request.header('x-requested-with')) {
    ctx.session.put(INTENDED, ctx.request.url(true))
  }
  if (ctx.request.accepts(['html', 'json']) === 'json' && !ctx.request.header('x-inertia')) {
    return ctx.response.unauthorized({ title: 'Log in first', status: 401 })
  }
  ctx.response.redirect('/login')
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

/** Ends all sessions of a user but the one given, and her remember-me tokens. */
export async function endSessions(user: User, except?: string): Promise<void> {
  const { forgetRememberMe } = await import('#identity/queries/remember_me')
  await UserSession.query()
    .where('userId', user.id)
    .whereNull('revokedAt')
    .if(except, (query) => void query.whereNot('id', except!))
    .update({ revokedAt: clock.now().toSQL() })
  await forgetRememberMe(user.id)
  await endStreams(user.id)
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
