import { Refusal } from '#core/http/refusal'
import CustomField from '#crm/models/custom_field'
import type PipelineStage from '#crm/models/pipeline_stage'

/** What a stage may ask of the deals in it, beside custom fields (`custom.<key>`). */
export const REQUIREMENTS: Record<string, string> = {
  amount: 'Amount',
  contact: 'Contact',
  company: 'Company',
  owner: 'Owner',
  closeDate: 'Expected close',
}

export type DealFacts = {
  amountMinor: number
  contactId: string | null
  companyId: string | null
  ownerId: string | null
  expectedCloseOn: unknown
  custom: Record<string, unknown>
}

/** Those of the required keys that the deal has nothing for. */
export function missingOf(deal: DealFacts, required: string[]): string[] {
  const has: Record<string, boolean> = {
    amount: deal.amountMinor > 0,
    contact: deal.contactId !== null,
    company: deal.companyId !== null,
    owner: deal.ownerId !== null,
    closeDate: deal.expectedCloseOn !== null,
  }
  return required.filter((key) =>
    key.startsWith('custom.') ? !Object.hasOwn(deal.custom, key.slice(7)) : has[key] === false
  )
}

/** Throws a Refusal that names what the deal still needs to stand in the stage. */
export async function requireFor(deal: DealFacts, stage: PipelineStage): Promise<void> {
  const missing = missingOf(deal, stage.requiredFields)
  if (missing.length === 0) return
  const names = await namesOf(missing)
  if (names.length === 0) return
  throw new Refusal(`${stage.name} needs ${listed(names)} first`, {
    code: 'E_DEAL_INCOMPLETE',
    field: 'missing',
  })
}

/** A custom field that was archived since is not asked for any more. */
async function namesOf(keys: string[]): Promise<string[]> {
  const custom = keys.filter((key) => key.startsWith('custom.')).map((key) => key.slice(7))
  const fields = custom.length
    ? await CustomField.query()
        .where('entity', 'deal')
        .whereIn('key', custom)
        .whereNull('archivedAt')
    : []
  return [
    ...keys.flatMap((key) => REQUIREMENTS[key]?.toLowerCase() ?? []),
    ...fields.map((field) => field.label),
  ]
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
