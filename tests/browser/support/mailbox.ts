import { sandbox } from '#config/app'
import type { Message } from '#sandbox/mail/mailbox'
import { until } from '#tests/support/until'

/** Waits for a mail to this address whose subject fits; resolves to the newest. */
export function mailTo(address: string, subject: RegExp): Promise<Message> {
  return until(`a mail "${subject.source}" to ${address}`, async () => {
    const query = new URLSearchParams({ to: address })
    const answer = await fetch(`${sandbox.url}/mailbox/messages.json?${query}`)
    const mails = (await answer.json()) as Message[]
    return mails.find((mail) => subject.test(mail.subject))
  })
}

/** The link in a mail's text whose path begins so. */
export function linkIn(mail: Message, path: string): string {
  const links = mail.text?.match(/https?:\/\/[^\s)\]>]+/g) ?? []
  const found = links.find((link) => new URL(link).pathname.startsWith(path))
  if (!found) throw new Error(`No link to ${path} in "${mail.subject}": ${links.join(', ')}`)
  return found
}
