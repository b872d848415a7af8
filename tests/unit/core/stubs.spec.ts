import { relative } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

/** What a make command would write, and where. */
async function make(stub: string, name: string, state: Record<string, unknown> = {}) {
  const stubs = await app.stubs.create()
  const built = await stubs.build(`make/${stub}.stub`)
  const { destination, contents } = (await built.prepare({
    flags: {},
    entity: app.generators.createEntity(name),
    model: app.generators.createEntity(name),
    actions: ['create', 'update'],
    singular: false,
    ...state,
  })) as { destination: string; contents: string }
  return { path: relative(app.makePath(), destination), contents }
}

test.group('make:*', () => {
  test('make:{stub} {name} writes {path}')
    .with([
      {
        stub: 'controller/main',
        name: 'crm/contacts',
        path: 'app/crm/controllers/contacts_controller.ts',
      },
      {
        stub: 'controller/resource',
        name: 'crm/contacts',
        path: 'app/crm/controllers/contacts_controller.ts',
      },
      {
        stub: 'controller/api',
        name: 'crm/contacts',
        path: 'app/crm/controllers/contacts_controller.ts',
      },
      {
        stub: 'controller/actions',
        name: 'crm/contacts/merges',
        path: 'app/crm/controllers/contacts/merges_controller.ts',
      },
      { stub: 'validator/main', name: 'crm/contact', path: 'app/crm/validators/contact.ts' },
      { stub: 'validator/resource', name: 'crm/contact', path: 'app/crm/validators/contact.ts' },
      { stub: 'event/main', name: 'crm/contact_merged', path: 'app/crm/events/contact_merged.ts' },
      {
        stub: 'listener/main',
        name: 'crm/greet_contact',
        path: 'app/crm/listeners/greet_contact.ts',
      },
      {
        stub: 'transformer/main',
        name: 'crm/contact',
        path: 'app/crm/transformers/contact_transformer.ts',
      },
      { stub: 'policy/main', name: 'crm/contact', path: 'app/crm/policies/contact_policy.ts' },
      { stub: 'model/main', name: 'crm/contact', path: 'app/crm/models/contact.ts' },
      {
        stub: 'factory/main',
        name: 'crm/contact',
        path: 'database/factories/crm/contact_factory.ts',
      },
    ])
    .run(async ({ assert }, { stub, name, path }) => {
      const made = await make(stub, name)
      assert.equal(made.path, path)
      assert.notMatch(made.contents, /\{\{|undefined|#models/)
    })

  test('a model belongs to its organization, an event is a fact of its subject', async ({
    assert,
  }) => {
    assert.include(
      (await make('model/main', 'crm/contact')).contents,
      'compose(ContactSchema, Tenanted, WithId)'
    )
    const event = (await make('event/main', 'crm/contact_merged')).contents
    assert.include(event, `static type = 'contact.merged'`)
    assert.include(event, `static subject = 'contact'`)
    const policy = (await make('policy/main', 'crm/contact')).contents
    assert.include(policy, `from '#crm/models/contact'`)
    assert.include(policy, `staff.can('contacts:update')`)
  })
})
