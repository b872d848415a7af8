import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { beginTopic } from '#crm/topics'
import { beginForm } from '#messaging/forms/form_editor'
import SignupForm from '#messaging/models/signup_form'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'

const WHOLE = {
  name: 'Letter',
  slug: 'letter',
  title: 'A letter <b>now</b> and then',
  button: 'Subscribe',
  wording: 'I agree that you write to me.',
  needsTick: true,
  fields: [{ key: 'firstName', isRequired: true }],
  topicIds: [] as string[],
  letsChoose: false,
  asksConfirmation: true,
  isOpen: true,
}

test.group('Sign-up forms in the admin', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Hutch')
    owner = await plantStaff(organizationId)
  })

  const within = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const begun = () => within(() => beginForm('Letter'))
  const fresh = (id: string) => within(() => SignupForm.query().where('id', id).firstOrFail())

  test('a form begins closed, works as it is, and stands in the list', async ({
    client,
    assert,
  }) => {
    const answer = await as(owner, client.post('/admin/forms')).form({ name: 'Spring letter' })
    answer.assertStatus(302)
    const [form] = await within(() => SignupForm.query())
    assert.equal(answer.header('location'), `/admin/forms/${form.id}/edit`)
    assert.deepInclude(form.$attributes, { slug: 'spring-letter', isOpen: false })
    assert.include(form.wording, 'Hutch')
    const list = await as(owner, client.get('/admin/forms')).withInertia()
    assert.containSubset(list.inertiaProps, { forms: [{ name: 'Spring letter', submitted: 0 }] })
    await as(owner, client.post('/admin/forms')).form({ name: 'Spring letter' })
    const slugs = await within(async () => (await SignupForm.query()).map(({ slug }) => slug))
    assert.sameMembers(slugs, ['spring-letter', 'spring-letter-2'])
  })

  test('its editor saves what fits and tells what does not', async ({ client, assert }) => {
    const form = await begun()
    const topic = await within(() =>
      beginTopic({ name: 'News', doubleOptIn: true, isDefault: true })
    )
    const put = (details: object) =>
      as(owner, client.put(`/admin/forms/${form.id}`))
        .json({ ...WHOLE, ...details })
        .withInertia()
    await put({ topicIds: [topic.id], color: '#AA5500', redirectPath: '/courses' })
    const saved = await fresh(form.id)
    assert.deepInclude(saved.$attributes, {
      slug: 'letter',
      topicIds: [topic.id],
      color: '#aa5500',
      redirectPath: '/courses',
      isOpen: true,
    })
    for (const bad of [
      { redirectPath: '//evil.example' },
      { redirectPath: 'https://evil.example' },
      { redirectPath: '/\\evil.example' },
      { color: 'red;background:url(x)' },
      { fields: [{ key: 'custom.nothing', isRequired: true }] },
      { topicIds: ['0190a1b2-0000-7000-8000-000000000000'] },
      { segmentId: '0190a1b2-0000-7000-8000-000000000000' },
      { slug: 'Two Words' },
    ]) {
      await put(bad)
      assert.deepEqual((await fresh(form.id)).$attributes, saved.$attributes, JSON.stringify(bad))
    }
    await within(() => beginForm('Other'))
    await put({ slug: 'other' })
    assert.equal((await fresh(form.id)).slug, 'letter')
    const page = await as(owner, client.get(`/admin/forms/${form.id}/edit`)).withInertia()
    const { snippets, address } = page.inertiaProps as {
      snippets: { html: string; frame: string }
      address: string
    }
    assert.match(address, /\/forms\/letter$/)
    assert.include(snippets.html, '/forms/letter/entries" method="post"')
    assert.include(snippets.html, 'name="first_name" required')
    assert.notInclude(snippets.frame, '<b>')
    assert.include(snippets.frame, '/forms/letter/embed"')
  })

  test('put away, it is gone from the site and keeps its sign-ups', async ({ client, assert }) => {
    const form = await begun()
    await as(owner, client.delete(`/admin/forms/${form.id}`))
    const after = await fresh(form.id)
    assert.isNotNull(after.archivedAt)
    assert.isFalse(after.isOpen)
    const facts = await sql<{ type: string }>(
      'select type from events where organization_id = ? and subject_id = ? order by id',
      [organizationId, form.id]
    )
    assert.deepEqual(
      facts.map(({ type }) => type),
      ['form.created', 'form.archived']
    )
  })

  test('a viewer reads, an editor writes, and only an admin puts away', async ({ client }) => {
    const form = await begun()
    const viewer = await plantStaff(organizationId, 'viewer')
    const editor = await plantStaff(organizationId, 'editor')
    ;(await as(viewer, client.get('/admin/forms')).withInertia()).assertStatus(200)
    ;(await as(viewer, client.get(`/admin/forms/${form.id}/edit`)).withInertia()).assertStatus(200)
    ;(await as(viewer, client.post('/admin/forms')).json({ name: 'x' })).assertStatus(403)
    ;(await as(viewer, client.put(`/admin/forms/${form.id}`)).json(WHOLE)).assertStatus(403)
    ;(await as(editor, client.put(`/admin/forms/${form.id}`)).json(WHOLE)).assertStatus(302)
    ;(await as(editor, client.delete(`/admin/forms/${form.id}`)).json({})).assertStatus(403)
    const stranger = await plantStaff(await plantOrganization())
    ;(await as(stranger, client.get(`/admin/forms/${form.id}/edit`)).withInertia()).assertStatus(
      404
    )
  })
})
