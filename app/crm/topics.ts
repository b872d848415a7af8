import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { fold } from '#crm/fold'
import Topic from '#crm/models/topic'

export type TopicDetails = {
  name: string
  description?: string | null
  doubleOptIn: boolean
  isDefault: boolean
  /** Whether it is known who opens its mails and follows their links; so unless switched off. */
  tracksOpens?: boolean
  tracksClicks?: boolean
}

/** A topic with a key made of its name, which stays when the name changes. Throws Refusal (422) for a name in use. */
export async function beginTopic(
  details: TopicDetails,
  client?: TransactionClientContract
): Promise<Topic> {
  const key =
    fold(details.name)
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '') || 'topic'
  if (await Topic.query({ client }).where('key', key).first()) throw taken()
  return Topic.create({ ...details, description: details.description ?? null, key }, { client })
}

/** Changes a topic, or puts it away: what people said about it stays in the ledger. */
export async function reviseTopic(
  topic: Topic,
  { isArchived, ...details }: TopicDetails & { isArchived?: boolean }
): Promise<void> {
  const others = await Topic.query().whereNot('id', topic.id)
  if (others.some((other) => fold(other.name) === fold(details.name))) throw taken()
  Object.assign(topic, { ...details, description: details.description ?? null })
  if (isArchived !== undefined) {
    topic.archivedAt = isArchived ? (topic.archivedAt ?? clock.now()) : null
  }
  await topic.save()
}

function taken(): Refusal {
  return new Refusal('There is a topic with this name already', {
    code: 'E_TOPIC_TAKEN',
    field: 'name',
  })
}
