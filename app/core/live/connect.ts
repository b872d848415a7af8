import type { HttpContext } from '@adonisjs/core/http'
import { sendProblem } from '#core/http/problem'
import { ipBucket } from '#core/http/client_ip'
import { Context } from '#core/context'
import { mayListen } from '#core/live/channels'
import { liveHub } from '#core/live/hub'
import { LiveStream } from '#core/live/stream'

const MAX_CHANNELS = 20
const MAX_STREAMS = 12

/**
 * Answers GET /live?channels=a,b with a stream of events: one for all that a page listens to. Channels
 * that are not for the caller stay silent; 403 when none is, 429 beyond twelve streams each.
 */
export async function connectLive(ctx: HttpContext): Promise<void> {
  const { request, response } = ctx
  const wanted = channelsOf(request.qs().channels)
  if (wanted.length === 0 || wanted.length > MAX_CHANNELS) {
    return sendProblem(ctx, {
      status: 422,
      code: 'E_LIVE_CHANNELS',
      detail: `Name one to ${MAX_CHANNELS} channels.`,
      errors: [{ pointer: '/channels', message: `Name one to ${MAX_CHANNELS} channels.` }],
    })
  }
  const channels = new Set<string>()
  for (const channel of wanted) if (await mayListen(ctx, channel)) channels.add(channel)
  if (channels.size === 0) {
    return sendProblem(ctx, {
      status: 403,
      code: 'E_LIVE_CHANNEL',
      detail: 'You may not listen there.',
    })
  }
  const owner = Context.get().actor.id ?? `address:${ipBucket(request.ip())}`
  if (liveHub.countOf(owner) >= MAX_STREAMS) {
    return sendProblem(ctx, {
      status: 429,
      code: 'E_LIVE_STREAMS',
      detail: 'Too many pages listen at once.',
    })
  }
  const stream = new LiveStream(owner, channels)
  // Before anything is waited for: a page may leave meanwhile, or have left.
  response.response.on('close', () => stream.end())
  if (response.response.destroyed) stream.end()
  await liveHub.add(stream)
  // What passed since the last connection is not kept: the page looks for itself.
  if (request.header('last-event-id') !== undefined) stream.send('resync', {})
  response.header('Content-Type', 'text/event-stream; charset=utf-8')
  response.header('Cache-Control', 'no-store, no-transform')
  response.header('X-Accel-Buffering', 'no')
  response.stream(stream.body)
}

function channelsOf(given: unknown): string[] {
  const list = Array.isArray(given) ? given : [given]
  const names = list.flatMap((entry) => (typeof entry === 'string' ? entry.split(',') : []))
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))]
}
