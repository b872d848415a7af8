import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Counted up to here; beyond it the number is "more than". */
export const COUNTED_TO = 10_000

/** How many living contacts agreed to hear about each topic by e-mail, counted up to one more than COUNTED_TO. */
export async function topicCounts(): Promise<Record<string, number>> {
  const said = (name: string, states: string) =>
    `select 1 from consent_states ${name} where ${name}.organization_id = t.organization_id
       and ${name}.contact_id = yes.contact_id and ${name}.channel = 'email' and ${name}.state in (${states})`
  const lives = `exists (select 1 from contacts c where c.organization_id = t.organization_id
    and c.id = yes.contact_id and c.deleted_at is null)`
  const rows = await sql<{ id: string; people: number }>(
    `select t.id, (select count(*)::int from (
         select 1 from consent_states yes
         where yes.organization_id = t.organization_id and yes.channel = 'email' and yes.topic_id = t.id
           and yes.state = 'granted' and ${lives}
           and not exists (${said('no', `'denied'`)} and no.topic_id is null)
         union all
         select 1 from consent_states yes
         where t.is_default and yes.organization_id = t.organization_id and yes.channel = 'email'
           and yes.topic_id is null and yes.state = 'granted' and ${lives}
           and not exists (${said('own', `'granted', 'denied'`)} and own.topic_id = t.id)
         limit ?) counted) as people
     from topics t where t.organization_id = ? and t.archived_at is null`,
    [COUNTED_TO + 1, Tenant.id()]
  )
  return Object.fromEntries(rows.map(({ id, people }) => [id, people]))
}
