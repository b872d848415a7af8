import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { Tenant } from '#core/tenancy/tenant'
import Course from '#courses/models/course'
import type { OutlineOrder } from '#courses/queries/outline'
import { plantSchool, type School } from '#tests/support/school'

test.group('Outline', (group) => {
  let school: School
  let order: OutlineOrder

  group.each.setup(async () => {
    school = await plantSchool()
    order = await orderOf(school)
  })

  function orderOf({ organizationId, course }: School): Promise<OutlineOrder> {
    return Tenant.run(organizationId, async () =>
      (await course.outline()).map(({ id, lessons }) => ({
        id,
        lessons: lessons.map((lesson) => lesson.id),
      }))
    )
  }

  const reorder = (wanted: OutlineOrder, { organizationId, course } = school) =>
    Tenant.run(organizationId, async () => (await Course.findOrFail(course.id)).reorder(wanted))

  test('is taken over as a whole', async ({ assert }) => {
    const [first, second] = order
    const wanted = [
      { id: second.id, lessons: [first.lessons[1], second.lessons[1]] },
      { id: first.id, lessons: [second.lessons[0], first.lessons[0]] },
    ]
    await reorder(wanted)
    assert.deepEqual(await orderOf(school), wanted)
  })

  test('an empty module stays', async ({ assert }) => {
    const [first, second] = order
    const wanted = [
      { id: first.id, lessons: [] },
      { id: second.id, lessons: [...second.lessons, ...first.lessons] },
    ]
    await reorder(wanted)
    assert.deepEqual(await orderOf(school), wanted)
  })

  test('an order with {$self} is refused and changes nothing')
    .with([
      'a lesson missing',
      'a lesson twice',
      'a foreign lesson',
      'a foreign module',
      'a module missing',
    ])
    .run(async ({ assert }, fault) => {
      const foreign = await orderOf(await plantSchool('Foreign'))
      const [first, second] = order
      const wrong: Record<string, OutlineOrder> = {
        'a lesson missing': [{ ...first, lessons: first.lessons.slice(1) }, second],
        'a lesson twice': [{ ...first, lessons: [...first.lessons, first.lessons[0]] }, second],
        'a foreign lesson': [
          { ...first, lessons: [foreign[0].lessons[0], first.lessons[1]] },
          second,
        ],
        'a foreign module': [{ ...first, id: foreign[0].id }, second],
        'a module missing': [{ ...first, lessons: [...first.lessons, ...second.lessons] }],
      }
      await assert.rejects(() => reorder(wrong[fault]))
      assert.deepEqual(await orderOf(school), order)
    })

  test('ten people who move things at once leave one whole order', async ({ assert }) => {
    const [first, second] = order
    const all = [...first.lessons, ...second.lessons]
    const wishes = Array.from({ length: 10 }, (_, n) => {
      const turned = [...all.slice(n % 4), ...all.slice(0, n % 4)]
      return [
        { id: n % 2 ? first.id : second.id, lessons: turned.slice(0, n % 5) },
        { id: n % 2 ? second.id : first.id, lessons: turned.slice(n % 5) },
      ]
    })
    await Promise.all(wishes.map((wish) => reorder(wish)))
    assert.deepInclude(wishes, await orderOf(school))
  })

  test('a lesson that is added meanwhile is not lost', async ({ assert }) => {
    const { organizationId, course } = school
    const [added] = await Promise.allSettled([
      Tenant.run(organizationId, async () =>
        (await Course.findOrFail(course.id)).addLesson(order[0].id, 'Late')
      ),
      reorder([order[1], order[0]]),
    ])
    assert.equal(added.status, 'fulfilled')
    const now = (await orderOf(school)).flatMap((module) => module.lessons)
    assert.lengthOf(now, 5)
    assert.sameMembers(now.slice().sort(), [...new Set(now)].sort())
  })

  test('two lessons of one title get addresses of their own', async ({ assert }) => {
    const { organizationId, course } = school
    const titles = Array.from({ length: 5 }, () => 'Hay')
    const lessons = await Tenant.run(organizationId, () =>
      Promise.all(titles.map((title) => course.addLesson(order[0].id, title)))
    )
    assert.sameMembers(
      lessons.map((lesson) => lesson.slug),
      ['hay', 'hay-2', 'hay-3', 'hay-4', 'hay-5']
    )
  })

  test('a lesson cannot be put into a module that is not of the course', async ({ assert }) => {
    const { organizationId, course } = school
    await assert.rejects(() =>
      Tenant.run(organizationId, () => course.addLesson(uuid(), 'Nowhere'))
    )
  })
})
