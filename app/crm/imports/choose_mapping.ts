import { Refusal } from '#core/http/refusal'
import { assertAgreementWorks } from '#crm/imports/contacts/agreement'
import { assertListWorks } from '#crm/imports/import_list'
import type { ImportKind } from '#crm/imports/kinds/import_kind'
import { kindOf } from '#crm/imports/kinds/kinds'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import { DEFAULT_RULES, type ImportRules } from '#crm/imports/rules'
import CustomField from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import Pipeline from '#crm/models/pipeline'
import { rememberMapping } from '#crm/queries/import_mappings'

/**
 * Settles where the columns of a file go, remembers it for the next file of this kind, and has all rows checked. Throws
 * Refusal (422) for a mapping that cannot work.
 */
export async function chooseMapping(
  batch: Import,
  mapping: ColumnTarget[],
  given: ImportRules
): Promise<void> {
  const kind = kindOf(batch.kind)
  const rules = rulesFor(kind, given)
  const fields = await CustomField.activeOf(kind.entity)
  const known = new Set(fields.map(({ key }) => `custom:${key}`))
  if (mapping.length !== batch.headers.length) throw refused('Every column needs an answer.')
  const used = mapping.filter((target): target is string => target !== null)
  for (const target of used) {
    const isTarget = Object.hasOwn(kind.targets, target)
    if (!isTarget && !known.has(target)) throw refused('One of the fields is not there any more.')
    const isTwice = used.indexOf(target) !== used.lastIndexOf(target)
    if (isTwice && !kind.repeatable.includes(target)) {
      const label = isTarget ? kind.targets[target] : target.slice(7)
      throw refused(`Two columns go to "${label}". Leave one of them out.`)
    }
  }
  const key = kind.matchKeys[rules.matchBy]
  if (!key) throw refused(`Rows about ${kind.words.many} cannot be told apart by this.`)
  if (!key.needs.some((target) => used.includes(target))) throw refused(key.lacking)
  await assertListWorks(rules)
  await assertPipelineWorks(rules)
  await assertAgreementWorks(rules.agreement, mapping)
  await batch.checkLater(mapping, rules)
  // The next file of this kind may be for another list, and of people who agreed to nothing.
  const usual = { ...rules, list: null, agreement: null }
  await rememberMapping(batch.kind, batch.fingerprint, { mapping, rules: usual })
}

/** Without the rules that the kind has no use for. */
function rulesFor(
  { extras }: ImportKind,
  { pipelineId, agreement, ...given }: ImportRules
): ImportRules {
  const { tags, list, phoneCountry } = DEFAULT_RULES
  return {
    ...given,
    ...(!extras.includes('tags') && { tags }),
    ...(!extras.includes('list') && { list }),
    ...(!extras.includes('phoneCountry') && { phoneCountry }),
    ...(extras.includes('pipeline') && { pipelineId: pipelineId ?? null }),
    ...(extras.includes('agreement') && { agreement: agreement ?? null }),
  }
}

async function assertPipelineWorks({ pipelineId }: ImportRules): Promise<void> {
  if (!pipelineId) return
  const pipeline = await Pipeline.query().where('id', pipelineId).whereNull('archivedAt').first()
  if (pipeline) return
  throw new Refusal('This pipeline is not there any more. Choose another one.', {
    code: 'E_BAD_PIPELINE',
    field: 'pipelineId',
  })
}

function refused(message: string): Refusal {
  return new Refusal(message, { code: 'E_BAD_MAPPING', field: 'mapping' })
}
