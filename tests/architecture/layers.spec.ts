import { test } from '@japa/runner'
import { sources } from '#tests/support/sources'

/** Layers of docs/architecture.md. A domain imports strictly lower ones, never a sibling. */
const LAYERS: Record<string, number> = {
  core: 0,
  identity: 1,
  media: 2,
  payments: 2,
  ai: 2,
  crm: 3,
  billing: 3,
  messaging: 4,
  access: 4,
  site: 5,
  commerce: 5,
  campaigns: 5,
  voice: 5,
  courses: 6,
  conversations: 6,
  studio: 6,
  automations: 7,
  insights: 8,
  integrations: 8,
  privacy: 8,
  operator: 9,
}

test.group('Layers', () => {
  test('a domain imports strictly downward, never a sibling, never upward', ({ assert }) => {
    const broken: string[] = []
    for (const { path, text } of sources('app')) {
      const domain = path.split('/')[1]
      if (!(domain in LAYERS)) continue
      for (const [, imported] of text
        .matchAll(/from '#([a-z]+)\/|import\('#([a-z]+)\//g)
        .map((m) => [m[0], m[1] ?? m[2]])) {
        if (imported in LAYERS && imported !== domain && LAYERS[imported] >= LAYERS[domain]) {
          broken.push(`${path} imports #${imported}`)
        }
      }
    }
    assert.deepEqual(broken, [])
  })

  test('every domain folder has a layer', ({ assert }) => {
    const plumbing = ['commands', 'middleware', 'exceptions', 'sandbox']
    const folders = new Set(sources('app').map(({ path }) => path.split('/')[1]))
    assert.deepEqual(
      [...folders].filter((folder) => !(folder in LAYERS) && !plumbing.includes(folder)),
      []
    )
  })

  test('the sandbox imports core alone, and nobody imports the sandbox', ({ assert }) => {
    const broken: string[] = []
    for (const { path, text } of sources('app')) {
      const imported = [...text.matchAll(/(?:from|import\() ?'#([a-z]+)\//g)].map(
        (match) => match[1]
      )
      if (path.startsWith('app/sandbox/')) {
        broken.push(
          ...imported
            .filter((name) => !['sandbox', 'core'].includes(name))
            .map((name) => `${path} -> ${name}`)
        )
      } else if (imported.includes('sandbox')) broken.push(`${path} -> sandbox`)
    }
    assert.deepEqual(broken, [])
  })

  test('no controller imports the database', ({ assert }) => {
    const broken = sources('app', /_controller\.ts$/)
      .filter(({ text }) => /@adonisjs\/lucid\/services\/db|#core\/database\/sql/.test(text))
      .map(({ path }) => path)
    assert.deepEqual(broken, [])
  })

  test('a job is a shell', ({ assert }) => {
    const long = sources('app')
      .filter(({ path }) => /\/jobs\/[^/]+\.ts$/.test(path))
      .filter(({ text }) => text.split('\n').length > 45)
      .map(({ path }) => path)
    assert.deepEqual(long, [])
  })
})
