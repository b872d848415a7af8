import type { HttpContext } from '@adonisjs/core/http'
import { Registry } from '#core/registry/registry'

/** Whether the caller may listen. `params` are the channel's parts: `{ id }` for `users/:id`. */
export type AuthorizeChannel = (
  ctx: HttpContext,
  params: Record<string, string>
) => boolean | Promise<boolean>

/** Who may listen where, by pattern: `users/:id`. What is not here, nobody hears. */
export const liveChannels = new Registry<AuthorizeChannel>('live channel')

const MAX_LENGTH = 200

/** Whether the caller may listen to a channel; false for one that nobody registered. */
export async function mayListen(ctx: HttpContext, channel: string): Promise<boolean> {
  if (channel.length > MAX_LENGTH) return false
  for (const [pattern, authorize] of liveChannels.entries()) {
    const params = match(pattern, channel)
    if (params) return (await authorize(ctx, params)) === true
  }
  return false
}

function match(pattern: string, channel: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = channel.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [n, part] of wanted.entries()) {
    if (part.startsWith(':') && given[n]) params[part.slice(1)] = given[n]
    else if (part !== given[n]) return null
  }
  return params
}
