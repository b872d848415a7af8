import { BaseTransformer } from '@adonisjs/core/transformers'
import type UserSession from '#identity/models/user_session'

export default class UserSessionTransformer extends BaseTransformer<UserSession> {
  toObject() {
    const { id, ip, userAgent, remembered, createdAt, lastSeenAt } = this.resource
    return {
      id,
      ip,
      device: deviceOf(userAgent),
      remembered,
      createdAt: createdAt.toISO()!,
      lastSeenAt: lastSeenAt.toISO()!,
    }
  }
}

/** "Firefox on Linux", as far as a user agent tells. */
function deviceOf(userAgent: string | null): string {
  const text = userAgent ?? ''
  const browser = text.match(/Edg\//)
    ? 'Edge'
    : text.match(/OPR\//)
      ? 'Opera'
      : text.match(/Firefox\//)
        ? 'Firefox'
        : text.match(/Chrome\//)
          ? 'Chrome'
          : text.match(/Safari\//)
            ? 'Safari'
            : 'A browser'
  const system = text.match(/iPhone|iPad/)
    ? 'iOS'
    : text.match(/Android/)
      ? 'Android'
      : text.match(/Mac OS X/)
        ? 'macOS'
        : text.match(/Windows/)
          ? 'Windows'
          : text.match(/Linux/)
            ? 'Linux'
            : null
  return system ? `${browser} on ${system}` : browser
}
