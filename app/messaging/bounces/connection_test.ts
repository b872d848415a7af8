import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { ImapFolder, ImapProblem } from '#messaging/bounces/imap_folder'
import { imapServerOf } from '#messaging/bounces/imap_settings'
import type BounceMailbox from '#messaging/models/bounce_mailbox'

const DAYS = 14

export type ConnectionTest = { isOk: boolean; says: string }

/** Opens the folder as reading does and says what is there, or what is wrong. Marks and takes in nothing. */
export async function testConnection(row: BounceMailbox): Promise<ConnectionTest> {
  if (row.reading !== 'imap') {
    throw new Refusal('There is no mailbox to connect to.', { code: 'E_NOT_READ', status: 409 })
  }
  let folder: ImapFolder | null = null
  try {
    folder = await ImapFolder.open(imapServerOf(row))
    const since = clock.now().minus({ days: DAYS }).toJSDate()
    const recent = await folder.uidsAfter(0, since)
    const mails = folder.mails === 1 ? '1 mail' : `${folder.mails} mails`
    return {
      isOk: true,
      says: `It works: ${row.imapFolder} has ${mails}, ${recent.length} of them from the last ${DAYS} days.`,
    }
  } catch (error) {
    if (error instanceof ImapProblem) return { isOk: false, says: error.message }
    throw error
  } finally {
    await folder?.close()
  }
}
