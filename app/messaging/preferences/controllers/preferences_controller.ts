import type { HttpContext } from '@adonisjs/core/http'
import { renderPrivately } from '#core/http/private_page'
import { renderLost } from '#messaging/preferences/lost_link'
import {
  pause,
  preferencesOf,
  resume,
  savePreferences,
  speak,
} from '#messaging/preferences/preference_centre'
import { readerOf } from '#messaging/preferences/reader'
import { type KnownReader, traceOf } from '#messaging/preferences/said'
import { takeBack, unsubscribe } from '#messaging/preferences/unsubscribing'
import { preferencesValidator } from '#messaging/preferences/validators'

const TOLD = ['saved', 'paused', 'resumed', 'out', 'back']

/** What a reader wants to hear about. As with unsubscribing, only a post changes something. */
export default class PreferencesController {
  async show(ctx: HttpContext) {
    const reader = await this.#reader(ctx)
    if (!reader) return renderLost(ctx, { status: 404 })
    const { told } = ctx.request.qs()
    return renderPrivately(ctx, 'messaging/public/preferences', {
      title: 'Your subscriptions',
      props: {
        ...(await preferencesOf(reader)),
        token: ctx.params.token,
        school: ctx.organization.name,
        told: TOLD.includes(told) ? told : null,
      },
    })
  }

  async store(ctx: HttpContext) {
    const reader = await this.#reader(ctx)
    if (!reader) return renderLost(ctx, { status: 404 })
    const { act, days, locale, topics, all } = await ctx.request.validateUsing(preferencesValidator)
    const trace = traceOf(ctx)
    let told = 'saved'
    if (act === 'everything') {
      await unsubscribe(reader, { from: 'everything', way: 'preferences', trace })
      told = 'out'
    } else if (act === 'undo') {
      await takeBack(reader, trace)
      told = 'back'
    } else if (act === 'pause') {
      await pause(reader, days ?? 30)
      told = 'paused'
    } else if (act === 'resume') {
      await resume(reader)
      told = 'resumed'
    } else {
      const wanted = { topicIds: topics ?? [], hearsAll: all !== undefined }
      await savePreferences(reader, wanted, trace)
      if (locale) await speak(reader, locale)
    }
    ctx.response.status(303).header('Location', `/u/${ctx.params.token}/preferences?told=${told}`)
  }

  async #reader({ params }: HttpContext): Promise<KnownReader | null> {
    const reader = await readerOf('preferences', String(params.token))
    return reader?.contactId ? { ...reader, contactId: reader.contactId } : null
  }
}
