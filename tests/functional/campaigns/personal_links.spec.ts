import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import PostalMime from 'postal-mime'
import { request } from 'undici'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import env from '#start/env'
import { launchOrSchedule } from '#campaigns/launching'
import { linkClicks } from '#campaigns/queries/campaign_report'
import { ensureHouse } from '#messaging/accounts/house'
import { hitSpool } from '#messaging/tracking/hits'
import { takeInHits } from '#messaging/tracking/take_in'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import { plantCampaign, plantPeople } from './support/plant.js'
import { openSink } from './support/sink.js'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`
const BROWSER = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'accept-language': 'de',
}

test.group('Links with variables in campaigns', (group) => {
  group.tap((one) => one.timeout(60_000))

  test('lead each reader to their own page, and count as one link', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Links')
    const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
    const owner = await plantStaff(organizationId)
    const { sink, close } = await openSink(organizationId)
    try {
      const ids = await plantPeople(organizationId, 2)
      await sql(`update contacts set first_name = first_name || ' & Söhne' where id = any(?)`, [
        ids,
      ])
      await inTenant(() =>
        db.transaction((trx) =>
          Consent.record(
            ids.map((contactId) => ({
              ...{ contactId, channel: 'email', state: 'granted', source: 'form' },
            })) as never,
            trx
          )
        )
      )
      await inTenant(() => ensureHouse())
      const [sender] = await sql<{ id: string }>(
        `insert into senders (id, organization_id, name, address, address_norm, created_at, updated_at)
         values (gen_random_uuid(), ?, 'Ada', ?, ?, now(), now()) returning id`,
        [organizationId, `a@${organizationId}.test`, `a@${organizationId}.test`]
      )
      const campaign = await plantCampaign(organizationId, {
        senderId: sender.id,
        slug: 'may',
        utm: { source: 'letter', medium: 'email' },
        audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
        source: [
          '[Shop](https://shop.test/)',
          '[Yours](https://shop.test/for?id={{ contact.id }}&n={{ contact.first_name }})',
          '[Ours]({{ organization.url }}/sale)',
          '[Out]({{ unsubscribe_url }})',
          '[Choose]({{ organization.url }}/u)',
        ].join('\n\n'),
      })
      assert.equal(await inTenant(() => launchOrSchedule(campaign.id)), 'sending')
      await workOff()
      assert.lengthOf(sink.mails, 2)

      const seen = new Set<string>()
      for (const { raw } of sink.mails) {
        const { html } = await PostalMime.parse(raw)
        const hrefs = new Map(
          [...html!.matchAll(/<a[^>]*? href="([^"]*)"[^>]*>([^<]*)</g)].map(([, href, label]) => [
            label,
            href.replaceAll('&amp;', '&'),
          ])
        )
        assert.match(hrefs.get('Out')!, /\/u\/s\./)
        assert.match(hrefs.get('Choose')!, /^https?:\/\/[^/]+\/u(\?|$)/)
        const follow = async (label: string) => {
          const path = new URL(hrefs.get(label)!).pathname
          const headers = { ...BROWSER, host: 'any.test' }
          const answer = await request(ORIGIN + path, { headers })
          assert.equal(answer.statusCode, 302, label)
          return String(answer.headers.location)
        }
        const marks = 'utm_medium=email&utm_source=letter&utm_campaign=may'
        assert.equal(await follow('Shop'), `https://shop.test/?${marks}`)
        const yours = new URL(await follow('Yours'))
        assert.match(yours.searchParams.get('n')!, /^P\d & Söhne$/)
        assert.include(yours.search, marks)
        seen.add(yours.searchParams.get('id')!)
        assert.match(await follow('Ours'), new RegExp(`^https?://[^/]+/sale\\?${marks}$`))
      }
      assert.deepEqual([...seen].sort(), [...ids].sort())

      await sql(
        `update sends set changed_at = changed_at - interval '1 hour' where organization_id = ?`,
        [organizationId]
      )
      hitSpool.rotate(true)
      await takeInHits(hitSpool, 0)
      const links = await inTenant(() => linkClicks(campaign.id))
      assert.deepEqual(
        links
          .sort((a, b) => a.link - b.link)
          .map(({ link, label, clicks }) => ({ link, label, clicks })),
        [
          { link: 0, label: 'Shop', clicks: 2 },
          { link: 1, label: 'Yours', clicks: 2 },
          { link: 2, label: 'Ours', clicks: 2 },
          // Numbered, and led over nothing: it is a page for the reader.
          { link: 3, label: 'Choose', clicks: 0 },
        ]
      )
      await sql(`update send_events set human = 90 where organization_id = ? and link = 1`, [
        organizationId,
      ])
      const map = await as(
        owner,
        client.get(`/admin/campaigns/${campaign.id}/preview`).qs({ clicks: 'true' })
      )
      const badges = [...map.text().matchAll(/>([^<>]+)<\/a><span style="[^"]*">(\d+)</g)]
      assert.sameDeepMembers(
        badges.map(([, label, people]) => [label, people]).filter(([label]) => label === 'Yours'),
        [['Yours', '2']]
      )
    } finally {
      await close()
    }
  })
})
