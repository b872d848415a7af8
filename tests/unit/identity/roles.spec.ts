import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { Roles, RolesFault } from '#identity/roles'

const HEAD = `
resources:
  hay: [read, create, delete]
  water: [read]
roles:
  admin: { allow: ['water:*'] }
  owner: { inherits: [admin], allow: ['*'] }
`
const withRole = (text: string) => new Roles(`${HEAD}${text}`)
const may = (roles: Roles, key: string) => [...roles.get(key).permissions].sort()

test.group('Roles', () => {
  test('a wildcard stands for all actions of a resource, or for everything', ({ assert }) => {
    const roles = withRole(`  keeper: { allow: ['hay:*'] }`)
    assert.deepEqual(may(roles, 'keeper'), ['hay:create', 'hay:delete', 'hay:read'])
    assert.sameMembers(may(roles, 'owner'), roles.permissions)
  })

  test('a role has what it inherits, over several steps, less what it denies', ({ assert }) => {
    const roles = withRole(`  reader: { allow: ['hay:read'] }
  maker: { inherits: [reader], allow: ['hay:*'], deny: ['hay:delete'] }
  chief: { inherits: [maker, admin] }`)
    assert.deepEqual(may(roles, 'chief'), ['hay:create', 'hay:read', 'water:read'])
    assert.isTrue(roles.can('maker', 'hay:create'))
    assert.isFalse(roles.can('maker', 'hay:delete'))
    assert.isFalse(roles.can('nobody', 'hay:read'))
  })

  test('a denial takes from its own role, not from one that inherits elsewhere', ({ assert }) => {
    const roles = withRole(`  all: { allow: ['hay:*'] }
  less: { inherits: [all], deny: ['hay:delete'] }
  both: { inherits: [less, all] }`)
    assert.isTrue(roles.can('both', 'hay:delete'))
  })

  test('covers says who may hand out whom', ({ assert }) => {
    const roles = withRole(`  keeper: { allow: ['hay:read'] }`)
    assert.isTrue(roles.covers('owner', 'keeper'))
    assert.isTrue(roles.covers('keeper', 'keeper'))
    assert.isFalse(roles.covers('keeper', 'admin'))
    assert.isFalse(roles.covers('admin', 'owner'))
  })

  test('asking for a permission that nobody declared is a fault', ({ assert }) => {
    assert.throws(() => withRole('').can('owner', 'hay:eat'), /"hay:eat" is asked for/)
  })

  const faults: [what: string, text: string, message: RegExp][] = [
    ['an empty file', '', /needs "resources" and "roles"/],
    ['a list', '- a', /needs "resources" and "roles"/],
    ['no roles', 'resources: { hay: [read] }', /needs "resources" and "roles"/],
    ['no YAML', 'resources: [', /config\/roles\.yaml: /],
    ['a role twice', `${HEAD}  admin: {}`, /config\/roles\.yaml: .*unique/],
    ['an unknown permission', `${HEAD}  a: { allow: ['hay:eat'] }`, /"a" names "hay:eat"/],
    ['an unknown resource', `${HEAD}  a: { allow: ['oats:*'] }`, /"a" names "oats:\*"/],
    ['an unknown denial', `${HEAD}  a: { deny: ['hay:eat'] }`, /"a" names "hay:eat"/],
    [
      'an unknown parent',
      `${HEAD}  a: { inherits: [b] }`,
      /"a" inherits from "b", which is no role/,
    ],
    ['a parent of JavaScript', `${HEAD}  a: { inherits: [toString] }`, /which is no role/],
    ['a cycle', `${HEAD}  a: { inherits: [b] }\n  b: { inherits: [a] }`, /a -> b -> a is a cycle/],
    ['a role of itself', `${HEAD}  a: { inherits: [a] }`, /a -> a is a cycle/],
    ['the same rule twice', `${HEAD}  a: { allow: ['hay:read', 'hay:read'] }`, /"hay:read" twice/],
    ['a misspelt field', `${HEAD}  a: { dney: ['hay:read'] }`, /"a" has "dney"/],
    ['a text for a list', `${HEAD}  a: { allow: 'hay:read' }`, /"allow" of role "a" needs a list/],
    ['numbers in a list', `${HEAD}  a: { allow: [1] }`, /"allow" of role "a" needs a list/],
    ['a role without anything', `${HEAD}  a:`, /role "a" is empty/],
    ['actions that are no list', 'resources: { hay: read }\nroles: {}', /"hay" needs a list/],
    ['a resource without actions', 'resources: { hay: [] }\nroles: {}', /"hay" needs a list/],
    ['an action twice', 'resources: { hay: [read, read] }\nroles: {}', /"read" twice/],
    ['an odd name', 'resources: { "ha:y": [read] }\nroles: {}', /"ha:y" is no name/],
    ['no owner', 'resources: { hay: [read] }\nroles: { admin: {} }', /role "owner" is missing/],
    ['no admin', 'resources: { hay: [read] }\nroles: { owner: {} }', /role "admin" is missing/],
  ]
  for (const [what, text, message] of faults) {
    test(`${what} is a fault that says where`, ({ assert }) => {
      assert.throws(() => new Roles(text), message)
      assert.throws(() => new Roles(text), /^config\/roles\.yaml: /)
      try {
        new Roles(text)
      } catch (error) {
        assert.instanceOf(error, RolesFault)
      }
    })
  }

  test('the file of this install is sound', ({ assert }) => {
    const roles = new Roles(readFileSync('config/roles.yaml', 'utf8'))
    assert.sameMembers(
      roles.all().map(({ key }) => key),
      ['owner', 'admin', 'editor', 'finance', 'agent', 'viewer']
    )
    assert.sameMembers([...roles.get('owner').permissions], roles.permissions)
    assert.isFalse(roles.can('admin', 'organization:transfer'))
    assert.isTrue([...roles.get('viewer').permissions].every((one) => one.endsWith(':read')))
  })
})
