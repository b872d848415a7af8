import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import { Consent, type ConsentState } from '#crm/consent'
import { topicCounts } from '#crm/queries/topic_counts'
import { beginTopic } from '#crm/topics'
import { plantOrganization } from '#tests/support/organizations'
import { plantContact } from '#tests/support/school'

test.group('Subscribers of topics', () => {
  test('are those who would be written to about it: by topic, or by all marketing', async ({
    assert,
  }) => {
    const organizationId = await plantOrganization()
    const within = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
    const [usual, special] = await within(async () => [
      await beginTopic({ name: 'Usual', doubleOptIn: false, isDefault: true }),
      await beginTopic({ name: 'Special', doubleOptIn: false, isDefault: false }),
    ])
    const says = async (...said: [topicId: string | null, state: ConsentState][]) => {
      const contact = await plantContact(organizationId)
      await within(() =>
        db.transaction((trx) =>
          Consent.record(
            said.map(([topicId, state]) => ({
              contactId: contact.id,
              channel: 'email' as const,
              topicId,
              state,
              source: 'form',
            })),
            trx
          )
        )
      )
      return contact
    }
    assert.deepEqual(await within(topicCounts), { [usual.id]: 0, [special.id]: 0 })
    await says([null, 'granted'])
    await says([null, 'granted'], [usual.id, 'granted'], [special.id, 'granted'])
    await says([null, 'granted'], [usual.id, 'denied'])
    await says([special.id, 'granted'], [null, 'denied'])
    await says([usual.id, 'pending'])
    const gone = await says([usual.id, 'granted'])
    assert.deepEqual(await within(topicCounts), { [usual.id]: 3, [special.id]: 1 })
    await within(() => gone.remove())
    assert.deepEqual(await within(topicCounts), { [usual.id]: 2, [special.id]: 1 })
  })
})
