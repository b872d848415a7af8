import type { FieldRule } from '#crm/custom_values'
import { missingReferences } from '#crm/custom_record'
import type { StagedRow } from '#crm/imports/mapping/staged_row'
import type { ImportRules } from '#crm/imports/rules'

/** Rows without references that point at nothing of the organization; one query per field for all of them. */
export async function withoutLostReferences<Row extends StagedRow>(
  rows: Row[],
  fields: FieldRule[],
  { flawed }: ImportRules
): Promise<Row[]> {
  const casts = rows.map(({ custom }) => ({ set: (custom ?? {}) as never, unset: [], errors: {} }))
  const missing = await missingReferences(fields, casts)
  rows.forEach((row, n) => {
    const lost = fields.filter(({ key }) => key in missing[n])
    if (lost.length === 0) return
    for (const { key } of lost) delete row.custom![key]
    const said = lost.map(({ label }) => `${label}: there is no record with this id`).join('; ')
    if (flawed === 'refuse') row.problem = [row.problem, said].filter(Boolean).join('; ')
    else row.warning = [row.warning, said].filter(Boolean).join('; ')
  })
  return rows
}
