import type { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import PortalOpened from '#access/events/portal_opened'
import type PortalLink from '#access/models/portal_link'
import PortalSession from '#access/models/portal_session'

/** Key in the web session under which the id of the portal session stands. */
export const PORTAL_SESSION_KEY = 'portal_session_id'

const PROVEN_DAYS = 30
const UNPROVEN_HOURS = 24
const SEEN_EVERY_MINUTES = 5

/**
 * Opens the portal for a contact in this browser, for this organization's site
 * alone. It never logs a user in, whoever's address the contact has. Without a
 * mailed link the session is short.
 */
export async function openPortal(
  ctx: HttpContext,
  { contactId, link }: { contactId: string; link: PortalLink | null }
): Promise<void> {
  const now = clock.now()
  await closePortal(ctx)
  const session = new PortalSession()
  session.contactId = contactId
  session.portalLinkId = link?.id ?? null
  session.ip = ctx.request.ip()
  session.userAgent = ctx.request.header('user-agent')?.slice(0, 400) ?? null
  session.createdAt = now
  session.lastSeenAt = now
  session.expiresAt = now.plus(link ? { days: PROVEN_DAYS } : { hours: UNPROVEN_HOURS })
  await session.save()
  ctx.session.regenerate()
  ctx.session.put(PORTAL_SESSION_KEY, session.id)
  await PortalOpened.recordAlone({
    organizationId: Tenant.id(),
    subjectId: session.id,
    contactId,
    payload: { sessionId: session.id, via: link?.purpose ?? 'purchase' },
  })
}

/** The live portal session of this browser on this site, with its contact; null without one. */
export async function portalSessionOf(ctx: HttpContext): Promise<PortalSession | null> {
  const id = ctx.session.get(PORTAL_SESSION_KEY)
  if (typeof id !== 'string') return null
  const now = clock.now()
  const session = await PortalSession.query()
    .where('id', id)
    .whereNull('revokedAt')
    .where('expiresAt', '>', now.toSQL())
    .preload('contact')
    .first()
  if (session && session.lastSeenAt < now.minus({ minutes: SEEN_EVERY_MINUTES })) {
    session.lastSeenAt = now
    await session.save()
  }
  return session
}

/** Ends the portal session of this browser; a user who is logged in stays so. */
export async function closePortal(ctx: HttpContext): Promise<void> {
  const id = ctx.session.pull(PORTAL_SESSION_KEY)
  if (typeof id !== 'string') return
  await PortalSession.query()
    .where('id', id)
    .whereNull('revokedAt')
    .update({ revoked_at: clock.now().toSQL() })
}

/**
 * Ends sessions that a purchase opened without proof of the address before some
 * moment: what the contact gets from then on is not theirs to see.
 */
export async function endUnprovenSessions(
  contactId: string,
  before: DateTime,
  trx: TransactionClientContract
): Promise<void> {
  await PortalSession.query({ client: trx })
    .where('contactId', contactId)
    .whereNull('portalLinkId')
    .whereNull('revokedAt')
    .where('createdAt', '<', before.toSQL()!)
    .update({ revoked_at: clock.now().toSQL() })
}
