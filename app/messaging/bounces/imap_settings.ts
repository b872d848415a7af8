import { Refusal } from '#core/http/refusal'
import { imapGuard, type ImapServer } from '#messaging/bounces/imap_folder'
import type BounceMailbox from '#messaging/models/bounce_mailbox'

/** What people fill in to have a mailbox read. */
export type ImapDetails = {
  host: string
  port: number
  security: ImapServer['security']
  user: string
  /** Empty: the one that is kept. */
  password: string | null
  folder: string
  doneFolder: string | null
}

export function imapServerOf(row: BounceMailbox): ImapServer {
  return {
    host: row.imapHost!,
    port: row.imapPort!,
    security: row.imapSecurity as ImapServer['security'],
    user: row.imapUser!,
    password: row.imapPassword,
    folder: row.imapFolder,
  }
}

/** Puts the settings in place. Another mailbox is read from its beginning. Throws a Refusal at the field. */
export function fillImap(row: BounceMailbox, given: ImapDetails): void {
  checkServer(given)
  const isElsewhere =
    row.imapHost !== given.host || row.imapPort !== given.port || row.imapUser !== given.user
  if (given.password) row.keepPassword(given.password)
  // A password that is kept must not go to a server that somebody else names.
  else if (isElsewhere || !row.imapSecret) {
    throw refusal('password', 'Enter the password of this mailbox')
  }
  if (given.doneFolder === given.folder) {
    throw refusal('doneFolder', 'Choose another folder than the one that is read')
  }
  if (isElsewhere || row.imapFolder !== given.folder) {
    row.merge({ uidValidity: null, lastUid: 0, stuckUid: null, stuckTimes: 0 })
  }
  row.merge({
    imapHost: given.host,
    imapPort: given.port,
    imapSecurity: given.security,
    imapUser: given.user,
    imapFolder: given.folder,
    doneFolder: given.doneFolder,
  })
}

/** A server inside the house is no business of an organization; names are checked again while connecting. */
function checkServer({ host, port }: ImapDetails): void {
  try {
    imapGuard().check(`http://${host}:${port}`)
  } catch {
    throw refusal(
      'host',
      'This server cannot be reached from here, or not at this port (993, 143).'
    )
  }
}

const refusal = (field: string, message: string) =>
  new Refusal(message, { code: 'E_BAD_MAILBOX_FIELD', field })
