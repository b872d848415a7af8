import { errors } from '@adonisjs/lucid'
import { withoutLinks } from '#messaging/messages/links'
import { contentOfMessage } from '#messaging/queries/message_rows'
import { localPictures } from '#messaging/templates/local_pictures'

/** What a message says, for people of the team. A text alone is shown as it is. Throws E_ROW_NOT_FOUND when it left. */
export async function shownContent(id: string): Promise<string> {
  const content = await contentOfMessage(id)
  if (!content) throw new errors.E_ROW_NOT_FOUND()
  const { html, text } = content
  return localPictures(
    withoutLinks(html || `<pre style="white-space:pre-wrap">${plain(text)}</pre>`)
  )
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const plain = (text: string) => text.replace(/[&<>]/g, (letter) => ENTITIES[letter])
