import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { apiEndpoints } from '#core/api/endpoint'
import { sql } from '#core/database/sql'
import { fingerprint, plant, ROLES, type Planted } from '#tests/support/canary'
import { actorsOf, learnVersion, Visitor } from './actors.js'
import { EXCEPTIONS, knownRoutes, parametersOf, SITE_ROUTE } from './routes.js'

type Route = { name: string; pattern: string; methods: string[] }

const CANARY = /CANARY_B|canary_b_|canary-(?:course|product|form)-b/i

test.group('Cross-tenant matrix', (group) => {
  group.tap((one) => one.timeout(240_000))
  let a: Planted
  let b: Planted
  let emails: Record<string, string>

  group.setup(async () => {
    a = await plant('A')
    b = await plant('B')
    emails = await emailsOf([...Object.values(a.users), ...Object.values(b.users)])
    a.users.client = await becomeClient(a, emails)
    await learnVersion()
  })

  test('every route is known to the matrix, and the matrix knows no other', ({ assert }) => {
    const names = routes().map(key)
    const known = knownRoutes()
    assert.deepEqual(
      names.filter((name) => !known.has(name)).sort(),
      [],
      'routes that the matrix does not know'
    )
    assert.deepEqual(
      [...known].filter((name) => !names.includes(name)).sort(),
      [],
      'routes that are gone'
    )
  })

  test('the canaries are there to be seen: their owner finds them', async ({ assert }) => {
    const { control } = await actorsOf(a, b, emails)
    let seen = 0
    for (const route of routes()) {
      if (!route.methods.includes('GET') || EXCEPTIONS[key(route)]) continue
      const { text } = await control.request('GET', fill(route, b, []), { host: hostOf(route, b) })
      if (CANARY.test(text)) seen++
    }
    assert.isAbove(seen, 15)
  })

  test('nobody of A sees or changes a byte of B, with own ids or with foreign ones', async ({
    assert,
  }) => {
    const { actors } = await actorsOf(a, b, emails)
    const before = await fingerprint(b.id)
    const leaks: string[] = []
    let requests = 0

    for (const route of routes()) {
      if (EXCEPTIONS[key(route)]) continue
      const positions = parametersOf(route.pattern).flatMap(({ isId }, n) => (isId ? [n] : []))
      // Own ids, then a foreign id in each position, then foreign ids in all of them.
      const swaps = [[], ...positions.map((n) => [n]), ...(positions.length > 1 ? [positions] : [])]
      for (const swapped of swaps) {
        for (const actor of actors) {
          // Elsewhere a key opens nothing, and a program is anonymous.
          if (actor.name === 'A program' && !route.pattern.startsWith('/api/')) continue
          for (const method of route.methods.filter((name) => name !== 'HEAD')) {
            const path = fill(route, a, swapped, b)
            const host = hostOf(route, a)
            const body = method === 'GET' ? undefined : bodyFor(route, b)
            const answer = await actor.request(method, path, { host, body })
            requests++
            const where = `${actor.name}: ${method} ${route.pattern} [${swapped.join(',')}] -> ${answer.status}`
            if (CANARY.test(answer.text))
              leaks.push(`${where} shows ${answer.text.match(CANARY)![0]}`)
            if (answer.status >= 500) leaks.push(where)
            const isRefused = answer.status >= 300
            if (swapped.length > 0 && !isRefused && !SITE_ROUTE.test(route.pattern)) {
              leaks.push(`${where}: a foreign id was taken`)
            }
          }
        }
      }
    }
    const after = await fingerprint(b.id)
    assert.deepEqual(leaks, [])
    assert.deepEqual(after, before, 'rows of B changed')
    assert.isAbove(requests, 500)
  })

  test('members of B cannot be touched from A', async ({ assert }) => {
    const { actors } = await actorsOf(a, b, emails)
    const before = await fingerprint(b.id)
    for (const actor of actors) {
      const member = `/admin/settings/members/${b.ids.memberships}`
      for (const [method, path] of [
        ['PUT', member],
        ['DELETE', member],
        ['POST', `${member}/suspension`],
      ]) {
        const { status, text } = await actor.request(method, path, { body: { role: 'viewer' } })
        assert.isAtLeast(status, 300, `${actor.name}: ${method} ${path}`)
        assert.notMatch(text, CANARY)
      }
    }
    assert.deepEqual(await fingerprint(b.id), before)
  })

  test("A's people on B's site and B's people in A's admin are strangers", async ({ assert }) => {
    const { actors, control } = await actorsOf(a, b, emails)
    const leaks: string[] = []
    for (const route of routes()) {
      if (!route.methods.includes('GET') || EXCEPTIONS[key(route)]) continue
      if (/^\/learn/.test(route.pattern)) {
        for (const actor of actors) {
          const { status, text } = await actor.request('GET', fill(route, b, []), {
            host: hostOf(route, b),
          })
          if (status === 200 && /CANARY_B_(lesson|first_name|last_name|grant)/.test(text)) {
            leaks.push(`${actor.name}: ${route.pattern}`)
          }
        }
      }
      if (/^\/admin/.test(route.pattern)) {
        const { status, text } = await control.request('GET', fill(route, a, []))
        if (status === 200 && /CANARY_A/.test(text)) leaks.push(`B owner: ${route.pattern}`)
      }
    }
    assert.deepEqual(leaks, [])
  })

  test('anonymous visitors reach no page of the admin and no lesson', async ({ assert }) => {
    const anonymous = new Visitor('anonymous')
    const open: string[] = []
    for (const route of routes()) {
      if (!/^\/(admin|learn)(\/|$)/.test(route.pattern) || EXCEPTIONS[key(route)]) continue
      for (const method of route.methods.filter((name) => name !== 'HEAD')) {
        const { status, text } = await anonymous.request(method, fill(route, a, []), {
          host: hostOf(route, a),
        })
        if (status === 200 && /CANARY_A_(?!organization|tagline)/.test(text))
          open.push(`${method} ${route.pattern}`)
      }
    }
    assert.deepEqual(open, [])
  })
})

function routes(): Route[] {
  // Specs of the same run add routes of their own under this prefix.
  const all = Object.values(router.toJSON())
    .flat()
    .filter((route) => !route.pattern.startsWith('/core-test/'))
  return all.map((route) => ({
    name: route.name ?? '',
    pattern: route.pattern,
    methods: route.methods.filter((method) => method !== 'HEAD'),
  }))
}

function key(route: Route): string {
  return `${route.methods[0]} ${route.pattern}`
}

/** The path with A's ids, and B's in the swapped positions. */
function fill(route: Route, own: Planted, swapped: number[], foreign: Planted = own): string {
  const parameters = parametersOf(route.pattern)
  let position = -1
  return route.pattern
    .split('/')
    .map((segment) => {
      if (!segment.startsWith(':')) return segment
      position++
      const owner = swapped.includes(position) ? foreign : own
      return encodeURIComponent(parameters[position].of(owner))
    })
    .join('/')
}

function hostOf(route: Route, planted: Planted): string | undefined {
  return SITE_ROUTE.test(route.pattern) ? `${planted.slug}.canary.test` : undefined
}

/** The API refuses unknown fields: of the ids of B, those that the endpoint takes. */
function bodyFor({ pattern, methods }: Route, b: Planted): Record<string, unknown> {
  const body = bodyWithForeignIds(b)
  if (!pattern.startsWith('/api/v1/')) return body
  const endpoint = apiEndpoints
    .all()
    .find((one) => `/api/v1${one.path}` === pattern && methods.includes(one.method))
  const known = Object.keys(endpoint?.bodySchema?.properties ?? {})
  const given = { ...body, owner_id: b.users.viewer, contacts: [{ owner_id: b.users.viewer }] }
  return Object.fromEntries(Object.entries(given).filter(([name]) => known.includes(name)))
}

/** Ids of B under every name that a body of ours takes. */
function bodyWithForeignIds(b: Planted): Record<string, unknown> {
  return {
    organization_id: b.id,
    organizationId: b.id,
    course_id: b.ids.courses,
    module_id: b.ids.course_modules,
    lesson_id: b.ids.lessons,
    contact_id: b.contactId,
    product_id: b.ids.products,
    order_id: b.ids.orders,
    file_id: b.ids.files,
    coverFileId: b.ids.files,
    cover_file_id: b.ids.files,
    logo_file_id: b.ids.files,
    logoFileId: b.ids.files,
    productId: b.ids.products,
    contactId: b.contactId,
    moduleId: b.ids.course_modules,
    stageId: b.ids.pipeline_stages,
    reasonId: b.ids.deal_reasons,
    outcome: 'lost',
    user_id: b.users.viewer,
    userId: b.users.viewer,
    assigneeId: b.users.viewer,
    bodyHtml: '<p>A text</p>',
    links: [{ type: 'contact', id: b.contactId }],
    role: 'viewer',
    title: 'A title',
    name: 'A name',
    currency: 'EUR',
    grants: [{ subjectType: 'course', subjectId: b.ids.courses }],
    modules: [{ id: b.ids.course_modules, lessons: [b.ids.lessons] }],
    ids: [b.ids.courses, b.ids.lessons, b.ids.tasks],
  }
}

async function emailsOf(ids: string[]): Promise<Record<string, string>> {
  const rows = await sql<{ id: string; email: string }>(
    'select id, email from users where id = any(?)',
    [ids]
  )
  return Object.fromEntries(rows.map((row) => [row.id, row.email]))
}

/** A user with the verified address of A's contact: a client, with no membership anywhere. */
async function becomeClient(a: Planted, emails: Record<string, string>): Promise<string> {
  const id = a.contactId
  const [contact] = await sql<{ email: string }>('select email from contacts where id = ?', [id])
  await sql(
    `insert into users (id, email, email_norm, email_verified_at, password, full_name, created_at, updated_at)
     select ?, ?, ?, email_verified_at, password, 'CANARY_A_client', created_at, updated_at from users where id = ?`,
    [id, contact.email, contact.email, a.users[ROLES[0]]]
  )
  await sql('update contacts set user_id = ? where id = ?', [id, id])
  emails[id] = contact.email
  return id
}
