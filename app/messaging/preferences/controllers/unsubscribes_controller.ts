import type { HttpContext } from '@adonisjs/core/http'
import { renderPrivately } from '#core/http/private_page'
import { preferencesPath } from '#messaging/preferences/headers'
import { renderLost } from '#messaging/preferences/lost_link'
import { masked, type Reader, readerOf, wishesOf } from '#messaging/preferences/reader'
import { traceOf } from '#messaging/preferences/said'
import { takeBack, unsubscribe } from '#messaging/preferences/unsubscribing'
import { unsubscribeValidator } from '#messaging/preferences/validators'
import { isAddressOut } from '#messaging/preferences/standing'

/**
 * One page and one button. Looking at it changes nothing, whoever looks: mail scanners open every link. A post has to
 * say what it wants, because some scanners post too, with nothing in it.
 */
export default class UnsubscribesController {
  async show(ctx: HttpContext) {
    const reader = await readerOf('unsubscribe', String(ctx.params.token))
    return reader ? this.#page(ctx, reader) : renderLost(ctx, { status: 404 })
  }

  /** No session stands behind it: the token is the proof. */
  async store(ctx: HttpContext) {
    const { params, request, response } = ctx
    const reader = await readerOf('unsubscribe', String(params.token))
    if (!reader) return renderLost(ctx, { status: 404 })
    const body = await request.validateUsing(unsubscribeValidator)
    const trace = traceOf(ctx)
    if (/^one-click$/i.test(body['List-Unsubscribe'] ?? '')) {
      await unsubscribe(reader, { from: 'topic', way: 'one_click', trace })
      return response.header('Cache-Control', 'no-store').type('text').send('Unsubscribed\n')
    }
    const { contactId } = reader
    if (body.act === 'undo' && contactId) await takeBack({ ...reader, contactId }, trace)
    else if (body.act === 'unsubscribe' || body.act === 'everything') {
      const from = body.act === 'everything' ? 'everything' : 'topic'
      await unsubscribe(reader, { from, way: 'unsubscribe', trace })
    } else return this.#page(ctx, reader)
    return response.status(303).header('Location', `/u/${params.token}`)
  }

  async #page(ctx: HttpContext, reader: Reader) {
    const { contactId, topic, owner } = reader
    const wishes = contactId ? await wishesOf(contactId) : null
    const isOutOfAll = wishes ? wishes.all === 'denied' : await isAddressOut(reader)
    const own = wishes?.topics.find((one) => one.topic.id === topic?.id)?.own
    return renderPrivately(ctx, 'messaging/public/unsubscribe', {
      title: 'Unsubscribe',
      props: {
        token: ctx.params.token,
        school: ctx.organization.name,
        address: masked(reader.address),
        topic: topic && { name: topic.name, description: topic.description },
        isOut: isOutOfAll || own === 'denied',
        isOutOfAll,
        canUndo: contactId !== null,
        preferences: contactId ? preferencesPath(owner) : null,
      },
    })
  }
}
