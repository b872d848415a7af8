import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { as, plantStaff } from '#tests/support/people'
import { pdf, photo } from '#tests/support/files'
import { plantOrganization } from '#tests/support/organizations'

test.group('Uploads', (group) => {
  let organizationId: string

  group.setup(async () => {
    organizationId = await plantOrganization('Uploaders')
  })

  test('a picture is taken in and is public', async ({ client, assert }) => {
    const editor = await plantStaff(organizationId, 'editor')
    const response = await as(editor, client.post('/admin/media/files'))
      .accept('json')
      .file('file', await photo(700, 350), { filename: 'Rabbit.jpg' })
    response.assertStatus(201)
    const body = response.body()
    assert.containsSubset(body, { name: 'Rabbit.jpg', mime: 'image/jpeg', width: 700, height: 350 })
    assert.equal(body.url, `/media/${body.id}`)
    const rows = await sql<{ created_by: string }>('select created_by from files where id = ?', [
      body.id,
    ])
    assert.deepEqual(rows, [{ created_by: editor.user.id }])
    const events = await sql('select 1 from events where type = ? and subject_id = ?', [
      'file.uploaded',
      body.id,
    ])
    assert.lengthOf(events, 1)
  })

  test('a document has no public address', async ({ client, assert }) => {
    const editor = await plantStaff(organizationId, 'editor')
    const response = await as(editor, client.post('/admin/media/files?allow=document'))
      .accept('json')
      .field('allow', 'document')
      .file('file', pdf(), { filename: 'Plan.pdf' })
    response.assertStatus(201)
    assert.isNull(response.body().url)
  })

  test('what is not allowed is refused at the field', async ({ client, assert }) => {
    const editor = await plantStaff(organizationId, 'editor')
    const page = await as(editor, client.post('/admin/media/files'))
      .accept('json')
      .file('file', Buffer.from('<script>alert(1)</script>'), { filename: 'a.png' })
    page.assertStatus(422)
    assert.equal(page.body().errors[0].pointer, '/file')
    const none = await as(editor, client.post('/admin/media/files')).accept('json')
    none.assertStatus(422)
  })

  test('a viewer and a stranger upload nothing', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const refused = await as(viewer, client.post('/admin/media/files'))
      .accept('json')
      .file('file', await photo(10, 10), { filename: 'a.jpg' })
    refused.assertStatus(403)
    const stranger = await client
      .post('/admin/media/files')
      .withCsrfToken()
      .redirects(0)
      .file('file', await photo(10, 10), { filename: 'a.jpg' })
    assert.equal(stranger.header('location'), '/login')
  })
})
