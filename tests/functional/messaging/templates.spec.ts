import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import MailTemplate from '#messaging/templates/models/mail_template'
import { contentOf } from '#messaging/templates/content'
import { STARTERS } from '#messaging/templates/library/starters'
import { EMPTY, type Format } from '#messaging/templates/writing'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantOrganization } from '#tests/support/organizations'

type Version = {
  version: number
  subject: string
  source: string
  html: string
  text: string
  restored_from: number | null
}

test.group('Templates of mails', (group) => {
  let organizationId: string
  let owner: Person
  let viewer: Person

  group.setup(async () => {
    organizationId = await plantOrganization('Template makers')
    owner = await plantStaff(organizationId)
    viewer = await plantStaff(organizationId, 'viewer')
  })

  const begin = (
    source: string,
    format: Format = 'markdown',
    kind: 'mail' | 'block' = 'mail',
    name = 'A letter'
  ) =>
    Tenant.run(organizationId, () =>
      MailTemplate.begin({ name, kind, format, writing: { ...EMPTY, subject: 'News', source } })
    )
  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const versionsOf = (id: string) =>
    sql<Version>('select * from mail_template_versions where template_id = ? order by version', [
      id,
    ])

  test('begin from each starter, in the visual editor and as MJML', async ({ client, assert }) => {
    assert.isAtLeast(Object.keys(STARTERS).length, 12)
    for (const starter of Object.keys(STARTERS)) {
      for (const format of starter === 'newsletter' ? ['visual', 'mjml'] : ['mjml']) {
        const response = await as(owner, client.post('/admin/templates')).form({
          name: starter,
          format,
          starter,
        })
        const id = response.header('location')!.match(/templates\/([^/]+)\/edit$/)![1]
        const [version] = await versionsOf(id)
        assert.equal(version.subject, STARTERS[starter].subject)
        assert.include(version.html, '{{ unsubscribe_url }}')
        assert.notInclude(version.html, '{% render')
        assert.notInclude(version.html, 'brand.')
        assert.isAbove(version.text.length, 100)
        if (format === 'visual') assert.notInclude(version.source, '{% render')
      }
    }
  })

  test('are listed, found by words, and put away', async ({ client, assert }) => {
    const template = await begin('Hello', 'markdown', 'mail', 'Éclair letter')
    const names = async (query: string) => {
      const response = await as(owner, client.get(`/admin/templates${query}`)).withInertia()
      response.assertInertiaComponent('messaging/templates/index')
      const { templates } = response.inertiaProps as unknown as {
        templates: { rows: { name: string }[] }
      }
      return templates.rows.map(({ name }) => name)
    }
    assert.deepEqual(await names('?q=eclair'), ['Éclair letter'])
    await as(owner, client.post(`/admin/templates/${template.id}/archival`))
    assert.deepEqual(await names('?q=eclair'), [])
    assert.deepEqual(await names('?q=eclair&show=archived'), ['Éclair letter'])
    await as(owner, client.delete(`/admin/templates/${template.id}/archival`))
    assert.deepEqual(await names('?q=eclair'), ['Éclair letter'])
  })

  test('keep a draft without changing what is in use', async ({ client, assert }) => {
    const template = await begin('Old words')
    const url = `/admin/templates/${template.id}/draft`
    const draft = { subject: 'New', preheader: '', source: 'New words', revision: 0 }
    const response = await as(owner, client.put(url)).accept('json').json(draft)
    response.assertBody({ revision: 1 })
    assert.equal((await inTenant(() => contentOf(template))).subject, 'News')
    const page = await as(owner, client.get(`/admin/templates/${template.id}/edit`)).withInertia()
    page.assertInertiaPropsContains({
      writing: { subject: 'New', source: 'New words' },
      template: { revision: 1 },
    })
    await as(owner, client.delete(url))
    const after = await as(owner, client.get(`/admin/templates/${template.id}/edit`)).withInertia()
    after.assertInertiaPropsContains({ writing: { source: 'Old words' } })
  })

  test('do not let two people write over each other unseen', async ({ client, assert }) => {
    const template = await begin('Words')
    const write = (source: string) =>
      as(owner, client.put(`/admin/templates/${template.id}/draft`))
        .accept('json')
        .json({ subject: 'S', preheader: '', source, revision: 0 })
    const answers = await Promise.all([write('One'), write('Two')])
    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [200, 409]
    )
  })

  test('have versions: saved, not doubled, and brought back', async ({ client, assert }) => {
    const template = await begin('First words')
    const save = (source: string) =>
      as(owner, client.post(`/admin/templates/${template.id}/versions`))
        .accept('json')
        .json({ subject: 'News', preheader: '', source })
    assert.containsSubset((await save('Second words')).body(), { version: 2, problems: [] })
    assert.containsSubset((await save('Second words')).body(), { version: 2 })
    const [first] = await versionsOf(template.id)
    const page = await as(
      owner,
      client.get(`/admin/templates/${template.id}/versions`)
    ).withInertia()
    page.assertInertiaComponent('messaging/templates/versions')
    const id = (first as unknown as { id: string }).id
    await as(owner, client.post(`/admin/templates/${template.id}/versions/${id}/restoration`))
    const versions = await versionsOf(template.id)
    assert.deepEqual(
      versions.map(({ version }) => version),
      [1, 2, 3]
    )
    assert.containsSubset(versions[2], { source: 'First words', restored_from: 1 })
    const events = await sql<{ type: string }>(
      'select type from events where organization_id = ? and subject_id = ? order by id',
      [organizationId, template.id]
    )
    assert.deepEqual(
      events.map(({ type }) => type),
      ['mail_template.created', 'mail_template.published', 'mail_template.published']
    )
    const shown = await as(owner, client.get(`/admin/templates/${template.id}/preview?version=2`))
    assert.include(shown.text(), 'Second words')
    assert.include(shown.header('content-security-policy'), 'sandbox')
  })

  test('saved by two at once, have a version for each', async ({ client, assert }) => {
    const template = await begin('Words')
    const save = (source: string) =>
      as(owner, client.post(`/admin/templates/${template.id}/versions`))
        .accept('json')
        .json({ subject: 'News', preheader: '', source })
    const answers = await Promise.all([save('One'), save('Two')])
    assert.sameMembers(
      answers.map((answer) => answer.body().version),
      [2, 3]
    )
    assert.lengthOf(await versionsOf(template.id), 3)
  })

  test('are copied, draft and all', async ({ client, assert }) => {
    const template = await begin('Words to copy', 'markdown', 'mail', 'The original')
    const response = await as(owner, client.post(`/admin/templates/${template.id}/copies`))
    const id = response.header('location')!.match(/templates\/([^/]+)\/edit$/)![1]
    const copy = await inTenant(() => MailTemplate.findOrFail(id))
    assert.containsSubset(copy.$attributes, {
      name: 'The original (copy)',
      key: 'the-original-copy',
      version: 1,
    })
    assert.equal((await versionsOf(id))[0].source, 'Words to copy')
  })

  test('have keys that nobody else has', async ({ client, assert }) => {
    const one = await begin('a', 'markdown', 'mail', 'Keyed')
    const two = await begin('b', 'markdown', 'mail', 'Keyed')
    assert.deepEqual([one.key, two.key], ['keyed', 'keyed-2'])
    for (const key of ['keyed', 'header', 'Not a key!']) {
      const response = await as(owner, client.put(`/admin/templates/${two.id}`))
        .accept('json')
        .json({ key })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].pointer, '/key')
    }
  })

  test('take their blocks and their brand on when they are used', async ({ client, assert }) => {
    const block = await begin('Old tip', 'markdown', 'block', 'Weekly tip')
    const template = await begin(`Hello\n\n{% render '${block.key}' %}`)
    assert.include((await inTenant(() => contentOf(template))).text, 'Old tip')
    await inTenant(() => block.publish({ ...EMPTY, source: 'New tip' }))
    await as(owner, client.put('/admin/templates/brand')).json({
      address: 'Quay 12, Kiel',
      footer: 'Because you asked.',
      font: 'georgia',
      background: '#ffffff',
      links: [{ kind: 'instagram', url: 'https://instagram.com/x' }],
    })
    const { text, html } = await inTenant(() => contentOf(template))
    assert.include(text, 'New tip')
    assert.include(text, 'Quay 12, Kiel')
    assert.include(html, 'Georgia')
    assert.include(html, 'https://instagram.com/x')
  })

  test('say what is wrong with a source, and compile the rest', async ({ client, assert }) => {
    const template = await begin('<mjml><mj-body></mj-body></mjml>', 'mjml')
    const source = `<mjml>\n<mj-body>\n<mj-section><mj-column><mj-text>Kept {{ contact.nickname }}</mj-text><mj-unknown /></mj-column></mj-section>\n{% render 'nothing' %}\n</mj-body></mjml>`
    const response = await as(owner, client.post(`/admin/templates/${template.id}/preview`))
      .accept('json')
      .json({ subject: '', preheader: '', source })
    const { html, findings } = response.body() as {
      html: string
      findings: { code: string; advice: string; excerpt?: string }[]
    }
    assert.include(html, 'Kept')
    const said = findings
      .map(({ code, advice, excerpt }) => `${code} ${advice} ${excerpt ?? ''}`)
      .join('\n')
    assert.match(said, /There is no block “nothing”/)
    assert.match(said, /mj-unknown.*Line 3/)
    assert.match(said, /unknown_variable .*contact\.nickname/)
    assert.match(said, /missing_unsubscribe/)
    assert.match(said, /empty_subject/)
  })

  test('show a contact what she would get', async ({ client, assert }) => {
    const template = await begin('Words')
    const contactId = '01900000-0000-7000-8000-' + Date.now().toString(16).padStart(12, '0')
    await sql(
      `insert into contacts (id, organization_id, first_name, last_name, email, email_norm, custom, source, created_at, updated_at)
       values (?, ?, 'Grace <b>', 'Hopper', 'grace@example.test', 'grace@example.test', '{"pet":"Admiral"}', 'manual', now(), now())`,
      [contactId, organizationId]
    )
    const response = await as(owner, client.post(`/admin/templates/${template.id}/preview`))
      .accept('json')
      .json({
        subject: 'Hi {{ contact.first_name }}',
        preheader: '',
        source: 'Dear {{ contact.full_name }} and {{ contact.custom.pet }}',
        contactId,
      })
    const { subject, html, text, textSource } = response.body()
    assert.include(textSource, 'Dear {{ contact.full_name }}')
    assert.include(textSource, '{{ unsubscribe_url }}')
    assert.equal(subject, 'Hi Grace <b>')
    assert.include(html, 'Dear Grace &lt;b&gt; Hopper and Admiral')
    assert.include(text, 'Dear Grace <b> Hopper and Admiral')
    const readers = await as(owner, client.get('/admin/templates/readers?q=hopper')).accept('json')
    assert.deepEqual(
      readers.body().readers.map(({ id }: { id: string }) => id),
      [contactId]
    )
  })

  test('can be looked at, and not written, by a viewer', async ({ client, assert }) => {
    const template = await begin('Words')
    const url = `/admin/templates/${template.id}`
    for (const path of [
      '/admin/templates',
      `${url}/edit`,
      `${url}/versions`,
      `${url}/preview`,
      '/admin/templates/brand',
    ]) {
      ;(await as(viewer, client.get(path)).withInertia()).assertStatus(200)
    }
    const body = {
      subject: '',
      preheader: '',
      source: 'x',
      revision: 0,
      name: 'x',
      format: 'mjml',
      to: ['a@b.co'],
      urls: [],
    }
    const refused = await Promise.all([
      as(viewer, client.post('/admin/templates')).accept('json').json(body),
      as(viewer, client.put(url)).accept('json').json(body),
      as(viewer, client.put(`${url}/draft`))
        .accept('json')
        .json(body),
      as(viewer, client.post(`${url}/versions`))
        .accept('json')
        .json(body),
      as(viewer, client.post(`${url}/copies`))
        .accept('json')
        .json(body),
      as(viewer, client.post(`${url}/archival`))
        .accept('json')
        .json(body),
      as(viewer, client.post(`${url}/tests`))
        .accept('json')
        .json(body),
      as(viewer, client.put('/admin/templates/brand'))
        .accept('json')
        .json({
          ...body,
          address: '',
          footer: '',
          font: 'inter',
          background: '#ffffff',
          links: [],
        }),
    ])
    assert.deepEqual([...new Set(refused.map((answer) => answer.status()))], [403])
    assert.lengthOf(await versionsOf(template.id), 1)
  })

  test('have a canvas whose document alone loosens the policy, for styles only', async ({
    client,
    assert,
  }) => {
    const response = await as(owner, client.get('/admin/templates/canvas'))
    response.assertStatus(200)
    const policy = response.header('content-security-policy')!
    assert.match(policy, /style-src 'self' 'unsafe-inline'/)
    assert.match(policy, /script-src 'self' 'nonce-[^']+'(;|$)/)
    assert.match(policy, /frame-ancestors 'self'/)
    assert.equal(response.header('x-frame-options'), 'SAMEORIGIN')
  })
})
