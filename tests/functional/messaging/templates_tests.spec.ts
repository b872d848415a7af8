import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { brandOf } from '#core/mail/brand'
import { renderMail } from '#core/mail/template'
import { Tenant } from '#core/tenancy/tenant'
import TestMail from '#messaging/templates/mails/test_mail'
import MailTemplate from '#messaging/templates/models/mail_template'
import { EMPTY } from '#messaging/templates/writing'
import { as, plantStaff } from '#tests/support/people'
import { plantOrganization } from '#tests/support/organizations'

test.group('Tests of templates', () => {
  test('go to the team, as the draft is now', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Testers')
    const owner = await plantStaff(organizationId)
    const template = await Tenant.run(organizationId, () =>
      MailTemplate.begin({
        name: 'Letter',
        kind: 'mail',
        format: 'markdown',
        writing: { ...EMPTY, subject: 'In use', source: 'Old words' },
      })
    )
    await as(owner, client.put(`/admin/templates/${template.id}/draft`))
      .accept('json')
      .json({
        subject: 'Draft for {{ contact.first_name }}',
        preheader: '',
        source: 'Words of the draft',
        revision: 0,
      })
    const response = await as(owner, client.post(`/admin/templates/${template.id}/tests`))
      .accept('json')
      .json({ to: [owner.user.email] })
    response.assertBody({ sent: 1 })

    const [row] = await sql<{ id: string; payload: object }>(
      `select id, payload from outgoing_mails where organization_id = ? and mail = 'messaging/test_mail' and to_address = ?`,
      [organizationId, owner.user.email]
    )
    const composed = await Tenant.run(organizationId, () =>
      new TestMail().compose({ ...row, payload: row.payload } as never)
    )
    assert.equal(composed!.subject, '[Test] Draft for Ada')
    const { html, text } = await renderMail(composed!, await brandOf(organizationId), 'en')
    assert.include(html, 'Words of the draft')
    assert.include(text, 'Words of the draft')
    assert.notInclude(html, '{{')
  })

  test('go to nobody outside, and to five at most', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Testers')
    const owner = await plantStaff(organizationId)
    const template = await Tenant.run(organizationId, () =>
      MailTemplate.begin({
        name: 'Letter',
        kind: 'mail',
        format: 'markdown',
        writing: { ...EMPTY, source: 'x' },
      })
    )
    const lists = [
      ['stranger@example.test'],
      Array.from({ length: 6 }, (_, n) => `p${n}@example.test`),
      [],
    ]
    for (const to of lists) {
      const response = await as(owner, client.post(`/admin/templates/${template.id}/tests`))
        .accept('json')
        .json({ to })
      response.assertStatus(422)
    }
    const rows = await sql('select 1 from outgoing_mails where organization_id = ?', [
      organizationId,
    ])
    assert.lengthOf(rows, 0)
  })
})
