import { test } from '@japa/runner'
import vine from '@vinejs/vine'

test.group('Described fields', () => {
  const passes = async (schema: Parameters<typeof vine.create>[0], input: object) => {
    try {
      return await vine.create(schema).validate(input)
    } catch {
      return 'refused'
    }
  }

  test('take null where they say so, and nowhere else', async ({ assert }) => {
    const words = { description: 'Words' }
    const text = () => vine.string().trim().minLength(1)
    const cases: [object, unknown][] = [
      [{ name: text().meta(words) }, 'refused'],
      [{ name: text().optional().meta(words) }, {}],
      [{ name: text().nullable().meta(words) }, { name: null }],
      [{ name: text().nullable().optional().meta(words) }, { name: null }],
      [{ name: text().meta(words).nullable() }, { name: null }],
      [{ name: vine.array(text()).meta(words) }, 'refused'],
      [{ name: vine.object({}).meta(words) }, 'refused'],
    ]
    for (const [schema, wanted] of cases) {
      assert.deepEqual(await passes(schema as never, { name: null }), wanted)
      if (wanted === 'refused') assert.equal(await passes(schema as never, {}), 'refused')
    }
  })
})
