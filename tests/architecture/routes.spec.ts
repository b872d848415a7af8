import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { sources } from '#tests/support/sources'

const controllers = sources('app', /_controller\.ts$/)

/**
 * Controllers of the admin that ask no policy, with the reason. Everything else
 * under /admin authorizes in each of its methods.
 */
const WITHOUT_POLICY: Record<string, string> = {
  'app/identity/controllers/notification_inboxes_controller.ts': 'each one’s own',
  'app/identity/controllers/notification_preferences_controller.ts': 'each one’s own',
}

test.group('Routes', () => {
  test('every method of an admin controller asks its policy', ({ assert }) => {
    const silent: string[] = []
    for (const { path, text } of controllers) {
      if (!/\bstaff\b|bouncer/.test(text) || WITHOUT_POLICY[path]) continue
      const methods = text.split(/\n  async (?=\w)/).slice(1)
      for (const body of methods) {
        const name = body.match(/^\w+/)![0]
        if (!/bouncer/.test(text)) silent.push(`${path}: no policy at all`)
        else if (!/\.authorize\(/.test(body.split(/\n  (?:async |private |#)/)[0]))
          silent.push(`${path}: ${name}`)
      }
    }
    assert.deepEqual(silent, [])
  })

  test('every route of the admin stands behind the staff’s door', ({ assert }) => {
    const open = Object.values(router.toJSON())
      .flat()
      .filter((route) => route.pattern.startsWith('/admin'))
      .filter((route) => !names(route.middleware).includes('staff'))
      .map((route) => route.pattern)
    assert.deepEqual(open, [])
  })

  test('every route of the portal stands behind the client’s door, but for its entrance', ({
    assert,
  }) => {
    const ENTRANCE = ['/learn/login', '/learn/login/link', '/learn/links/:token', '/learn/logout']
    const open = Object.values(router.toJSON())
      .flat()
      .filter((route) => route.pattern.startsWith('/learn') && !ENTRANCE.includes(route.pattern))
      .filter((route) => !names(route.middleware).includes('client'))
      .map((route) => route.pattern)
    assert.deepEqual(open, [])
  })
})

function names(middleware: { all(): Set<unknown> }): string[] {
  return [...middleware.all()].flatMap((one) => (one as { name?: string }).name ?? [])
}
