import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { dkimKey, signDkim } from '#messaging/transport/dkim'
import type { OutgoingMessage } from '#messaging/transport/contract'

export type Letter = Omit<OutgoingMessage, 'raw'> & { date: Date }
export type Signing = { domain: string; dkimSelector: string; privateKey: string }

/** A single mail ready to be handed over: whole (RFC 5322) and in its parts, signed where there is a key. */
export async function composeMessage(
  letter: Letter,
  signing: Signing | null
): Promise<OutgoingMessage> {
  const built = await new MailComposer({
    messageId: letter.messageId,
    date: letter.date,
    from: letter.from,
    to: { address: letter.to.address, name: letter.to.name ?? '' },
    replyTo: letter.replyTo ?? undefined,
    subject: letter.subject,
    html: letter.html,
    text: letter.text,
    headers: letter.headers,
    attachments: (letter.attachments ?? []).map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content,
    })),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  const whole = signing
    ? signDkim(
        built,
        dkimKey(signing.domain, signing.dkimSelector, signing.privateKey),
        letter.date
      )
    : built
  return { ...letter, raw: () => whole }
}
