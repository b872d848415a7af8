import type { Fault } from '#core/api/invalid_request'
import type { Attachment } from '#core/mail/hand_over'
import { MOST_ATTACHED_BYTES } from '#messaging/messages/message_body'

type Given = { name: string; type: string; content: string }

/** Decodes what is to be attached. What is no Base64, and what is too much, is told as a fault. */
export function readAttachments(given: Given[]): { attachments: Attachment[]; faults: Fault[] } {
  const faults: Fault[] = []
  const attachments = given.map(({ name, type, content }, n) => {
    const bytes = Buffer.from(content, 'base64')
    // Node reads over what is none; only the whole way back shows it.
    if (bytes.length === 0 || bytes.toString('base64') !== content) {
      faults.push({ field: `attachments.${n}.content`, message: 'This is no Base64' })
    }
    return { name, type, content: bytes }
  })
  const total = attachments.reduce((sum, { content }) => sum + content.length, 0)
  if (total > MOST_ATTACHED_BYTES) {
    faults.push({ field: 'attachments', message: 'Attachments have 10 MB in all at most' })
  }
  return { attachments, faults }
}
