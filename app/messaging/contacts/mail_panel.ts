import type { PanelRow } from '#core/registry/contact_panels'
import { MARK, REASON, reasonOf, stateOf } from '#messaging/ledger/states'
import { type ContactMail, mailsOfContact } from '#messaging/queries/mails_of_contact'

/** What became of a mail, the most telling first. */
const FATES: [number, string][] = [
  [MARK.complained, 'complained'],
  [MARK.bounced | MARK.softBounced, 'bounced'],
  [MARK.blocked, 'blocked'],
  [MARK.unsubscribed, 'unsubscribed'],
  [MARK.replied, 'replied'],
  [MARK.clickedByPerson, 'clicked'],
  [MARK.openedByPerson, 'opened'],
  [MARK.delivered, 'delivered'],
]

/** The newest mails to a contact, to one person and to many, with what became of them. */
export async function mailRowsOf(contactId: string): Promise<PanelRow[]> {
  const mails = await mailsOfContact(contactId)
  return mails.map((mail) => ({
    id: mail.id,
    title: mail.subject ?? mail.mail?.split('/')[1].replaceAll('_', ' ') ?? 'A mail',
    detail: whyNot(mail),
    at: mail.at.toISOString(),
    status: fateOf(mail),
    money: null,
    href: pageOf(mail),
  }))
}

function pageOf({ id, mail, campaignId }: ContactMail): string | null {
  if (campaignId) return `/admin/campaigns/${campaignId}`
  return mail === 'messaging/message' ? `/admin/messages/${id}` : null
}

function fateOf({ marks, state, code }: ContactMail): string {
  const told = FATES.find(([mark]) => (marks & mark) !== 0)?.[1]
  if (told) return told
  if (code === null) return state!
  return stateOf(code) === 'inFlight' ? 'sending' : stateOf(code)
}

function whyNot({ code, reason, state, error }: ContactMail): string | null {
  if (code !== null) return REASON[reasonOf(reason)].people || null
  return state === 'failed' ? error : null
}
