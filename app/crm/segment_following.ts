import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RecordedEvent } from '#core/events/domain_event'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import Segment from '#crm/models/segment'
import { zoneOf } from '#crm/queries/segment_graph'
import { importedContacts, type ImportedKind } from '#crm/queries/segment_imports'
import { listsOf, recount, type Turned } from '#crm/queries/segment_members'
import { rebuild } from '#crm/segment_building'
import { evaluate, type Question, questionOf, recordTurned } from '#crm/segment_evaluation'

/** Who is there at all: these concern every segment. */
const LIFE = [
  'contact.created',
  'contact.deleted',
  'contact.restored',
  'contact.erased',
  'contact.merged',
  'contact.unmerged',
]
/** An import of more contacts than this is answered by gathering segments anew, once, when it has ended. */
const FEW_IMPORTED = 5_000
/** Chunks of imports, by what they brought in. */
const IMPORTED: Record<string, ImportedKind> = {
  'contacts.imported': 'contacts',
  'companies.imported': 'companies',
  'deals.imported': 'deals',
}
/** A definition that could not be asked may be askable again. */
const FIELDS = ['custom_field.restored', 'custom_field.updated', 'custom_field.created']

/** A server's complaint about a value or a statement, which a second try meets again. */
const HOPELESS = /^(22|42)/

export type Plan = { asked: Map<string, Set<string>>; rebuilt: Set<string> }
type Follower = Pick<Segment, 'id' | 'changedBy' | 'dependsOn' | 'problem' | 'isDynamic'>

/** What a batch of facts of the organization in context means to its segments. */
export async function followChanges(
  events: RecordedEvent[],
  trx: TransactionClientContract
): Promise<void> {
  const followers = await Segment.query({ client: trx }).withScopes((scopes) => scopes.present())
  if (followers.length === 0) return
  const { asked, rebuilt } = planOf(await withImported(events, trx), followers)
  await followLists(events, trx)
  if (asked.size > 0) await askAll(asked, trx)
  await rebuild([...rebuilt], trx)
}

/** Which segments are asked of which contacts, and which are gathered anew. */
export function planOf(events: RecordedEvent[], followers: Follower[]): Plan {
  const asked = new Map<string, Set<string>>()
  const rebuilt = new Set<string>()
  for (const event of events) {
    const contacts = contactsOf(event)
    for (const segment of followers) {
      if (!segment.isDynamic || !concerns(event, segment)) continue
      if (segment.problem) {
        if (FIELDS.includes(event.type)) rebuilt.add(segment.id)
      } else if (contacts.length === 0) {
        rebuilt.add(segment.id)
      } else {
        const some = asked.get(segment.id) ?? new Set()
        for (const contact of contacts) some.add(contact)
        asked.set(segment.id, some)
      }
    }
  }
  for (const id of rebuilt) asked.delete(id)
  return { asked, rebuilt }
}

function concerns(event: RecordedEvent, segment: Follower): boolean {
  const { type, subjectType, subjectId } = event
  if (subjectType === 'segment') {
    return segment.changedBy.includes(type) && segment.dependsOn.includes(subjectId!)
  }
  if (segment.problem) return FIELDS.includes(type)
  if (LIFE.includes(type) || type.includes('import')) return concernsAll(event)
  return segment.changedBy.includes(type) || segment.changedBy.includes('*')
}

/** Life concerns every segment. Chunks of large imports do not: their end does. */
function concernsAll({ type, payload }: RecordedEvent): boolean {
  if (type === 'import.ended') {
    const { created, updated, state } = payload as Imported & { state: string }
    return state === 'undone' || created + updated > FEW_IMPORTED
  }
  if (type in IMPORTED) return ((payload as Named).contactIds ?? []).length > 0
  return LIFE.includes(type)
}

type Named = {
  links?: { type: string; id: string }[]
  contactIds?: string[]
  loserId?: string
  otherId?: string
}
type Imported = { created: number; updated: number; firstId: string; lastId: string }

/** Chunks of small imports, with the contacts that they are about, or whose companies or deals they are about. */
function withImported(
  events: RecordedEvent[],
  trx: TransactionClientContract
): Promise<RecordedEvent[]> {
  return Promise.all(
    events.map(async (event) => {
      const { created, updated, firstId, lastId } = event.payload as Imported
      const kind = IMPORTED[event.type]
      if (!kind || created + updated > FEW_IMPORTED) return event
      const key = { kind, importId: event.subjectId!, firstId, lastId }
      const contactIds = await importedContacts(Tenant.id(), key, 2 * FEW_IMPORTED, trx)
      return { ...event, payload: { ...event.payload, contactIds } }
    })
  )
}

/** Contacts whom a fact names; none when it is about many. */
export function contactsOf({ contactId, payload }: RecordedEvent): string[] {
  const { links, contactIds, loserId, otherId } = payload as Named
  const linked = (links ?? []).filter(({ type }) => type === 'contact').map(({ id }) => id)
  return [contactId, loserId, otherId, ...linked, ...(contactIds ?? [])].filter(
    (id): id is string => typeof id === 'string'
  )
}

async function askAll(
  asked: Map<string, Set<string>>,
  trx: TransactionClientContract
): Promise<void> {
  const question = await questionOf(await zoneOf(Tenant.id()))
  const turned: { segment: Segment; turned: Turned[] }[] = []
  for (const segment of await Segment.locked([...asked.keys()], trx)) {
    if (segment.isArchived || segment.problem) continue
    const ids = [...asked.get(segment.id)!]
    turned.push({ segment, turned: await askOne(segment, ids, question, trx) })
  }
  await recordTurned(turned, 'change', trx)
}

/** One segment that cannot be asked does not hold up the others: it says so, and rests. */
async function askOne(
  segment: Segment,
  ids: string[],
  question: Question,
  trx: TransactionClientContract
): Promise<Turned[]> {
  try {
    return await trx.transaction((point) => evaluate(segment, { ids }, question, point))
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const isRefused = error instanceof Refusal
    if (!isRefused && !HOPELESS.test(code ?? '')) throw error
    if (!isRefused) logger.error({ err: error, segmentId: segment.id }, 'segment cannot be asked')
    const problem = isRefused ? message : 'Its conditions cannot be asked at present'
    await segment.useTransaction(trx).merge({ problem }).save()
    return []
  }
}

/** Members of lists keep their place while they are deleted, and are not counted meanwhile. */
async function followLists(events: RecordedEvent[], trx: TransactionClientContract): Promise<void> {
  const lives = events.filter(({ type }) => LIFE.includes(type) && type !== 'contact.created')
  const ids = [...new Set(lives.flatMap(contactsOf))]
  if (ids.length === 0) return
  const organizationId = Tenant.id()
  const places = await listsOf(organizationId, ids, trx)
  const went = new Set(contactsOfType(lives, 'contact.deleted'))
  const came = new Set(contactsOfType(lives, 'contact.restored'))
  const listIds = [...new Set(places.map(({ segmentId }) => segmentId))]
  const lists = listIds.length > 0 ? await Segment.locked(listIds, trx) : []
  const turned = lists.map((segment) => ({
    segment,
    turned: places
      .filter(({ segmentId, contactId }) => {
        return segmentId === segment.id && went.has(contactId) !== came.has(contactId)
      })
      .map(({ contactId }) => ({ contactId, isIn: came.has(contactId) })),
  }))
  await recordTurned(turned, 'change', trx)
  // Merged and erased people changed places before: counting is right whatever happened.
  await recount(organizationId, listIds, trx)
}

function contactsOfType(events: RecordedEvent[], type: string): string[] {
  return events.filter((event) => event.type === type).flatMap(contactsOf)
}
