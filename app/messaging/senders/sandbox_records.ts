import { sandbox } from '#config/app'
import { Refusal } from '#core/http/refusal'
import type SendingDomain from '#messaging/models/sending_domain'
import { checkSendingDomain } from '#messaging/senders/domain_proof'
import { listRecords, type ListedRecord } from '#messaging/senders/record_list'
import { wantedMechanisms } from '#messaging/senders/sending_domains'

const TIMEOUT_MS = 4000

/** Puts the wanted records into the sandbox's DNS and looks again. Throws a Refusal while no sandbox runs. */
export async function publishInSandbox(domain: SendingDomain): Promise<void> {
  await pretend(domain.domain, listRecords(domain, await wantedMechanisms()))
  await checkSendingDomain(domain.id)
}

/** Has the sandbox's DNS say these records of a domain, and no others. Throws a Refusal while no sandbox runs. */
export async function pretend(domain: string, listed: ListedRecord[]): Promise<void> {
  if (!sandbox.on) {
    throw new Refusal('There is no sandbox here', { code: 'E_NO_SANDBOX', status: 404 })
  }
  const records = listed.map(({ type, host, wanted }) => ({
    type,
    name: host,
    value: wanted ?? `mail.${domain}`,
  }))
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/dns/records`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ domain, records }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null)
  if (!answer?.ok) {
    throw new Refusal('The sandbox does not answer', { code: 'E_NO_SANDBOX', status: 503 })
  }
}
