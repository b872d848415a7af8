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
    // Plain ones would go out as they are, dots at the beginning of lines too.
    alternatives: [
      encoded('text/plain; charset=utf-8', letter.text),
      encoded('text/html; charset=utf-8', letter.html),
    ],
    headers: letter.headers,
    attachments: (letter.attachments ?? []).map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content,
      contentTransferEncoding: 'base64' as const,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  const message = onTheWire(built)
  const whole = signing
    ? signDkim(
        message,
        dkimKey(signing.domain, signing.dkimSelector, signing.privateKey),
        letter.date
      )
    : message
  return { ...letter, raw: () => whole }
}

const encoded = (contentType: string, content: string) => ({
  contentType,
  content,
  contentTransferEncoding: 'quoted-printable' as const,
})

/** CRLF alone, one of them at the end, and no line that begins with a dot: SMTP takes it as it is. */
function onTheWire(built: Buffer): Buffer {
  const lines = built
    .toString('latin1')
    .replace(/\r?\n/g, '\r\n')
    // Bodies are quoted-printable or base64, and folded header lines begin with a blank.
    .replace(/^\./gm, '=2E')
    .replace(/(\r\n)*$/, '\r\n')
  return Buffer.from(lines, 'latin1')
}
