import { Refusal } from '#core/http/refusal'
import { isTarget, REPEATABLE, type Target, TARGETS } from '#crm/imports/mapping/targets'
import type { ColumnTarget } from '#crm/imports/mapping/targets'
import { assertListWorks } from '#crm/imports/import_list'
import type { ImportRules } from '#crm/imports/rules'
import CustomField from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import { rememberMapping } from '#crm/queries/import_mappings'

/**
 * Settles where the columns of a file go, remembers it for the next file of this kind, and has all rows checked. Throws
 * Refusal (422) for a mapping that cannot work.
 */
export async function chooseMapping(
  batch: Import,
  mapping: ColumnTarget[],
  rules: ImportRules
): Promise<void> {
  const fields = await CustomField.query().where({ entity: 'contact' }).whereNull('archivedAt')
  const known = new Set(fields.map(({ key }) => `custom:${key}`))
  if (mapping.length !== batch.headers.length) throw refused('Every column needs an answer.')
  const used = mapping.filter((target): target is string => target !== null)
  for (const target of used) {
    if (!isTarget(target) && !known.has(target))
      throw refused('One of the fields is not there any more.')
    const isTwice = used.indexOf(target) !== used.lastIndexOf(target)
    if (isTwice && !REPEATABLE.includes(target as Target)) {
      const label = isTarget(target) ? TARGETS[target] : target.slice(7)
      throw refused(`Two columns go to "${label}". Leave one of them out.`)
    }
  }
  const { matchBy } = rules
  if (!used.includes(matchBy) && !used.includes('email')) {
    throw refused(
      matchBy === 'email'
        ? 'Say which column holds the e-mail address: people are told apart by it.'
        : `Say which column holds "${TARGETS[matchBy]}", or the e-mail address: people are told apart by it.`
    )
  }
  await assertListWorks(rules)
  await batch.checkLater(mapping, rules)
  // The next file of this kind may be for another list.
  await rememberMapping(batch.fingerprint, { mapping, rules: { ...rules, list: null } })
}

function refused(message: string): Refusal {
  return new Refusal(message, { code: 'E_BAD_MAPPING', field: 'mapping' })
}
