import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import { searchWords } from '#crm/queries/search_words'
import { namedTargets } from '#crm/queries/target_links'
import type { NamedTarget, Target, TargetType } from '#crm/targets'

/** Of each kind; a person types on until the one is among them. */
const PER_KIND = 6

/** Records of these kinds that fit what somebody typed, by name. */
export async function recordsMatching(text: string, types: TargetType[]): Promise<NamedTarget[]> {
  const found = await Promise.all(types.map((type) => FIND[type](text)))
  return namedTargets(found.flat())
}

const FIND: Record<TargetType, (text: string) => Promise<Target[]>> = {
  contact: (text) => {
    const words = searchWords(text, 'c')
    return sql<Target>(
      `select 'contact' as type, c.id from contacts c
       where c.organization_id = ? and c.deleted_at is null and ${words.sql} order by c.id desc limit ${PER_KIND}`,
      [Tenant.id(), ...words.bindings]
    )
  },
  company: (text) => {
    const words = searchWords(text, 'c')
    return sql<Target>(
      `select 'company' as type, c.id from companies c
       where c.organization_id = ? and c.deleted_at is null and ${words.sql} order by c.id desc limit ${PER_KIND}`,
      [Tenant.id(), ...words.bindings]
    )
  },
  deal: (text) =>
    sql<Target>(
      `select 'deal' as type, d.id from deals d
       where d.organization_id = ? and d.deleted_at is null and d.search like ? order by d.id desc limit ${PER_KIND}`,
      [Tenant.id(), `%${likeText(fold(text))}%`]
    ),
}
