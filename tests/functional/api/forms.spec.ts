import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import type SignupForm from '#messaging/models/signup_form'
import { beginForm, type FormDetails, reviseForm } from '#messaging/forms/form_editor'
import { plantProgram, pointersOf, type Program } from './support.js'

test.group('API: sign-up forms', (group) => {
  let program: Program
  let form: SignupForm

  group.each.setup(async () => {
    program = await plantProgram({ scopes: ['forms:read', 'forms:submit'] })
    await within(async () => {
      await CustomField.define({ entity: 'contact', type: 'number', label: 'Rabbits' })
      form = await beginForm('Letter')
      await reviseForm(form, {
        ...form.serialize(),
        isOpen: true,
        needsTick: true,
        topicIds: [],
        fields: [{ key: 'custom.rabbits', isRequired: true }],
      } as unknown as FormDetails)
    })
  })

  const within = <T>(fn: () => Promise<T>) => Tenant.run(program.organizationId, fn)
  const submit = (body: object, headers?: Record<string, string>) =>
    program.post(`/forms/${form.id}/submissions`, body, headers)
  const whole = (email: string) => ({
    email,
    custom: { rabbits: 2 },
    is_agreed: true,
    ip: '198.51.100.7',
    user_agent: 'A browser',
  })

  test('a program signs people up as the page does', async ({ assert }) => {
    const list = await program.get('/forms')
    assert.containSubset(list.body.data, [{ name: 'Letter', is_open: true }])
    const email = `api-${form.id.slice(-12)}@readers.test`
    const answer = await submit(whole(email), { 'idempotency-key': form.id })
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.body.data, { asks_confirmation: true })
    await submit(whole(email), { 'idempotency-key': form.id })
    const rows = await sql<{ via: string; state: string; ip: string }>(
      'select via, state, ip from form_submissions where form_id = ?',
      [form.id]
    )
    assert.deepEqual(rows, [{ via: 'api', state: 'waiting', ip: '198.51.100.7' }])
    const contact = await within(() => Contact.ofAddress(email))
    assert.deepEqual(contact!.custom, { rabbits: 2 })
  })

  test('what does not fit is told at its field', async ({ assert }) => {
    const answer = await submit({ email: 'x', custom: { rabbits: 'two' } })
    assert.equal(answer.status, 422)
    assert.sameMembers(pointersOf(answer), ['/email', '/custom/rabbits', '/is_agreed'])
  })

  test('it needs the scope, and an open form', async ({ assert }) => {
    const reader = await plantProgram({ scopes: ['forms:read'] }, program.organizationId)
    const path = `/forms/${form.id}/submissions`
    assert.equal((await reader.post(path, whole('a@readers.test'))).status, 403)
    await sql('update signup_forms set is_open = false where id = ?', [form.id])
    assert.equal((await submit(whole('a@readers.test'))).status, 404)
  })
})
