import {
  checkReturnDomain,
  returnMechanisms,
  returnRecords,
} from '#messaging/bounces/return_domain'
import type BounceMailbox from '#messaging/models/bounce_mailbox'
import SendingDomain from '#messaging/models/sending_domain'
import { pretend, publishInSandbox } from '#messaging/senders/sandbox_records'

/** Evaluation alone: the sandbox's DNS says what the return domain's records should. Throws a Refusal without one. */
export async function publishReturnInSandbox(row: BounceMailbox): Promise<void> {
  const sending = await SendingDomain.query().where('domain', row.domain).first()
  // A mailbox on the sending domain itself needs no more than that domain does.
  if (sending) await publishInSandbox(sending)
  else await pretend(row.domain, returnRecords(row, await returnMechanisms()))
  await checkReturnDomain(row.id)
}
