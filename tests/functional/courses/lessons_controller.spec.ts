import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Lesson from '#courses/models/lesson'
import { Storage } from '#media/storage'
import { as, plantStaff, type Person } from '#tests/support/people'
import { pdf, photo, zip } from '#tests/support/files'
import { plantSchool, type School } from '#tests/support/school'

test.group('Lessons in the admin', (group) => {
  let school: School
  let editor: Person
  let url: string

  group.each.setup(async () => {
    school = await plantSchool()
    editor = await plantStaff(school.organizationId, 'editor')
    url = `/admin/courses/${school.course.id}/lessons/${school.lessons[0].id}`
  })

  const fresh = () =>
    Tenant.run(school.organizationId, () => Lesson.findOrFail(school.lessons[0].id))
  const attachments = () =>
    sql<{ id: string; name: string; key: string; visibility: string }>(
      'select a.id, a.name, f.key, f.visibility from lesson_attachments a join files f on f.id = a.file_id where a.lesson_id = ?',
      [school.lessons[0].id]
    )
  const attach = (client: ApiClient, bytes: Buffer, filename: string) =>
    as(editor, client.post(`${url}/attachments`))
      .accept('json')
      .file('file', bytes, { filename })

  test('open in the editor', async ({ client }) => {
    const response = await as(editor, client.get(`${url}/edit`)).withInertia()
    response.assertInertiaComponent('courses/lessons/edit')
    response.assertInertiaPropsContains({ lesson: { title: school.lessons[0].title }, files: [] })
  })

  test('are saved while one types, with the text cleaned', async ({ client, assert }) => {
    const response = await as(editor, client.put(url)).accept('json').json({
      title: 'Water',
      bodyHtml:
        '<p>Fresh</p><img src=x onerror=alert(1)><iframe src="https://evil.example"></iframe>',
      vimeoLink: 'https://vimeo.com/76979871/8f3a2b1c4d',
      isPreview: true,
      durationSeconds: 240,
    })
    response.assertStatus(204)
    assert.containsSubset((await fresh()).$attributes, {
      title: 'Water',
      bodyHtml: '<p>Fresh</p>',
      vimeoId: '76979871',
      vimeoHash: '8f3a2b1c4d',
      isPreview: true,
      durationSeconds: 240,
    })
  })

  test('a link that is not to Vimeo is refused at its field, and nothing is written', async ({
    client,
    assert,
  }) => {
    const response = await as(editor, client.put(url))
      .accept('json')
      .json({ title: 'Changed', vimeoLink: 'https://evil.example/76979871' })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].pointer, '/vimeoLink')
    assert.equal((await fresh()).title, school.lessons[0].title)
  })

  test('a page of a form gets the message at the field', async ({ client, assert }) => {
    const response = await as(editor, client.put(url))
      .withInertia()
      .header('referer', `http://${process.env.HOST}:${process.env.PORT}${url}/edit`)
      .json({ vimeoLink: 'nowhere' })
    assert.include([302, 303], response.status())
    assert.property(response.flashMessage('inputErrorsBag'), 'vimeoLink')
  })

  test('a PDF and a ZIP are attached, privately', async ({ client, assert }) => {
    for (const [bytes, name] of [
      [pdf('secret'), 'Plan.pdf'],
      [zip(), 'All.zip'],
    ] as const) {
      const response = await attach(client, bytes, name)
      assert.isBelow(response.status(), 400)
    }
    const rows = await attachments()
    assert.sameMembers(
      rows.map((row) => row.name),
      ['Plan.pdf', 'All.zip']
    )
    assert.isTrue(rows.every((row) => row.visibility === 'private'))
  })

  test('a {$self} is no attachment')
    .with(['picture', 'script', 'nothing'] as const)
    .run(async ({ client, assert }, kind) => {
      const bytes = kind === 'picture' ? await photo(10, 10) : Buffer.from('<script>')
      const response =
        kind === 'nothing'
          ? await as(editor, client.post(`${url}/attachments`)).accept('json')
          : await attach(client, bytes, 'plan.pdf')
      response.assertStatus(422)
      assert.equal(response.body().errors[0].pointer, '/file')
      assert.lengthOf(await attachments(), 0)
    })

  test('attachments are renamed safely and removed with their bytes', async ({
    client,
    assert,
  }) => {
    await attach(client, pdf(), 'Plan.pdf')
    const [{ id, key }] = await attachments()
    await as(editor, client.put(`${url}/attachments/${id}`)).json({ name: '../Winter plan.exe' })
    assert.equal((await attachments())[0].name, 'Winter plan.exe.pdf')
    await as(editor, client.delete(`${url}/attachments/${id}`))
    assert.lengthOf(await attachments(), 0)
    assert.isFalse(await Storage.current.drive.exists(key))
    assert.lengthOf(await sql('select 1 from files where key = ?', [key]), 0)
  })

  test('staff open an attachment by a link that expires', async ({ client, assert }) => {
    await attach(client, pdf('hello'), 'Plan.pdf')
    const [{ id }] = await attachments()
    const response = await as(editor, client.get(`${url}/attachments/${id}`))
    response.assertStatus(302)
    const file = await client.get(response.header('location')!)
    file.assertStatus(200)
    assert.match(file.header('content-disposition')!, /^attachment; filename="Plan\.pdf"/)
  })

  test('deleting a lesson takes its files and ticks', async ({ client, assert }) => {
    const owner = await plantStaff(school.organizationId)
    await attach(client, pdf(), 'Plan.pdf')
    const [{ key }] = await attachments()
    await as(owner, client.delete(url))
    assert.lengthOf(await sql('select 1 from lessons where id = ?', [school.lessons[0].id]), 0)
    assert.lengthOf(await sql('select 1 from files where key = ?', [key]), 0)
  })

  test('a module is deleted when it is empty, not before', async ({ client, assert }) => {
    const owner = await plantStaff(school.organizationId)
    const base = `/admin/courses/${school.course.id}`
    const full = await as(
      owner,
      client.delete(`${base}/modules/${school.lessons[0].moduleId}`)
    ).accept('json')
    full.assertStatus(422)
    for (const lesson of school.lessons.slice(0, 2)) {
      await as(owner, client.delete(`${base}/lessons/${lesson.id}`))
    }
    await as(owner, client.delete(`${base}/modules/${school.lessons[0].moduleId}`))
    assert.lengthOf(
      await sql('select 1 from course_modules where course_id = ?', [school.course.id]),
      1
    )
  })
})
