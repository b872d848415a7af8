import { get } from 'node:http'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import env from '#start/env'
import { sql } from '#core/database/sql'
import { plantOrganization } from '#tests/support/organizations'
import { until } from '#tests/support/until'
import { Browser, cleanStart, plantAccount } from './support.js'

/** An open live stream of this browser; resolves when its first bytes are there. */
async function listen(
  browser: Browser,
  userId: string,
  channel = `users/${userId}`
): Promise<IncomingMessage> {
  const request = get({
    host: env.get('HOST'),
    port: env.get('PORT'),
    path: `/live?channels=${encodeURIComponent(channel)}`,
    headers: {
      accept: 'text/event-stream',
      cookie: [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
    },
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  return response
}

test.group('Live streams of somebody', (group) => {
  group.each.setup(cleanStart)

  async function plantMember(organizationId: string, role: string) {
    const account = await plantAccount()
    const [{ id }] = await sql<{ id: string }>(
      `insert into memberships (id, organization_id, user_id, role, created_at, updated_at)
       values (gen_random_uuid(), ?, ?, ?, clock_timestamp(), clock_timestamp()) returning id`,
      [organizationId, account.id, role]
    )
    const browser = new Browser()
    await browser.logIn(account.email)
    return { ...account, browser, path: `/admin/settings/members/${id}` }
  }

  test('of a record are for staff of its organization who may read it', async ({
    assert,
    cleanup,
  }) => {
    const organizationId = await plantOrganization()
    const other = await plantOrganization()
    const owner = await plantMember(organizationId, 'owner')
    const editor = await plantMember(organizationId, 'editor')
    const stranger = await plantMember(other, 'owner')
    const status = async (who: typeof owner, channel: string) => {
      const stream = await listen(who.browser, who.id, channel)
      cleanup(() => void stream.destroy())
      return stream.statusCode
    }
    const orders = `organizations/${organizationId}/orders/1`
    assert.equal(await status(owner, orders), 200)
    assert.equal(await status(editor, orders), 403)
    assert.equal(await status(stranger, orders), 403)
    assert.equal(await status(owner, `organizations/${organizationId}/nothing/1`), 403)
    assert.equal(await status(owner, `organizations/${organizationId}/orders`), 403)
  })

  test('end when she is suspended, gets another role, is removed, or her session ends', async ({
    assert,
    cleanup,
  }) => {
    const organizationId = await plantOrganization()
    const owner = await plantMember(organizationId, 'owner')
    const member = await plantMember(organizationId, 'editor')
    const [session] = await sql<{ id: string }>('select id from user_sessions where user_id = ?', [
      member.id,
    ])
    const endings = [
      () => owner.browser.submit('POST', `${member.path}/suspension`),
      () => owner.browser.submit('PUT', member.path, { role: 'viewer' }),
      () => owner.browser.submit('DELETE', member.path),
      () => member.browser.submit('DELETE', `/account/sessions/${session.id}`),
    ]
    for (const end of endings) {
      const stream = await listen(member.browser, member.id)
      cleanup(() => void stream.destroy())
      assert.equal(stream.statusCode, 200)
      await end()
      await until('the stream has ended', () => stream.complete || stream.closed)
    }
    const refused = await listen(member.browser, member.id)
    cleanup(() => void refused.destroy())
    assert.notEqual(refused.statusCode, 200)
  })
})
