import { clock } from '#core/clock/clock'
import {
  isUnreachable,
  isWithoutReply,
  smtpErrorOf,
  type ByInstall,
  type Letter,
  type SmtpError,
} from '#core/mail/hand_over'
import { returnPathFor } from '#messaging/bounces/return_path'
import type MailAccount from '#messaging/models/mail_account'
import type SendingDomain from '#messaging/models/sending_domain'
import { refOf } from '#messaging/refs'
import { adapterFor } from '#messaging/transport/accounts'
import { composeMessage } from '#messaging/transport/compose'
import type { SendResult } from '#messaging/transport/contract'
import { readReply } from '#messaging/transport/smtp'

/** Hands a letter to one account, the install's relay among them. Resolves to what became of it; never throws. */
export async function handOverBy(
  account: MailAccount,
  letter: Letter,
  domain: SendingDomain | null,
  byInstall: ByInstall
): Promise<SendResult> {
  const mail = { kind: 'mail', mailId: letter.mailId } as const
  const ref = refOf(mail)
  const marked = {
    ...letter,
    returnPath: domain && ((await returnPathFor(domain.domain))?.(mail) ?? null),
    headers: { ...letter.headers, 'X-Warren-Ref': ref },
  }
  return account.isHouse
    ? byRelay(marked, domain, byInstall)
    : byAdapter(account, marked, ref, domain)
}

async function byRelay(
  letter: Letter,
  domain: SendingDomain | null,
  byInstall: ByInstall
): Promise<SendResult> {
  const signing = domain && {
    domainName: domain.domain,
    keySelector: domain.dkimSelector,
    privateKey: domain.privateKey,
  }
  try {
    return { kind: 'accepted', providerId: null, reply: await byInstall(letter, signing) }
  } catch (error) {
    return readSmtpError(smtpErrorOf(error))
  }
}

async function byAdapter(
  account: MailAccount,
  letter: Letter,
  ref: string,
  domain: SendingDomain | null
): Promise<SendResult> {
  try {
    const message = await composeMessage(
      {
        ...letter,
        ref,
        envelopeFrom: letter.from.address,
        replyTo: letter.replyTo ?? letter.supportEmail,
        purpose: 'transactional',
        date: clock.now().toJSDate(),
      },
      domain
    )
    const [result] = await (await adapterFor(account)).send([message])
    return result
  } catch (error) {
    // An account that cannot even be set up, or a mail that cannot be written: nothing was handed over.
    return { kind: 'unreachable', reply: (error as Error).message }
  }
}

const STAGES = [
  [/^MAIL/, 'mail'],
  [/^RCPT/, 'rcpt'],
  [/^DATA/, 'end'],
] as const

function readSmtpError(error: SmtpError): SendResult {
  const reply = error.message.slice(0, 500)
  if (isWithoutReply(error)) return { kind: 'uncertain', reply }
  if (isUnreachable(error) || !error.responseCode) return { kind: 'unreachable', reply }
  const stage = STAGES.find(([command]) => command.test(error.command ?? ''))?.[1] ?? 'end'
  const text = (error as { response?: string }).response?.replace(/^\d{3}[ -]/, '') ?? reply
  return readReply(stage, { code: error.responseCode, text })
}
