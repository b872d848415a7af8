import { LRUCache } from 'lru-cache'
import { configProvider } from '@adonisjs/core'
import type { ConfigProvider } from '@adonisjs/core/types'
import type { SessionStoreFactory } from '@adonisjs/session/types'

/** A session's end is moved no more often than this: each request would write otherwise. */
const TOUCH_EVERY_MS = 10 * 60_000

/** Sessions that this process has touched of late. */
const touched = new LRUCache<string, true>({ max: 50_000, ttl: TOUCH_EVERY_MS })

/** The same store, whose sessions are prolonged now and then instead of with each request. */
export function seldomTouched(
  provider: ConfigProvider<SessionStoreFactory>
): ConfigProvider<SessionStoreFactory> {
  return configProvider.create(async (app) => {
    const make = (await configProvider.resolve<SessionStoreFactory>(app, provider))!
    return (ctx, config) => {
      const store = make(ctx, config)
      const touch = store.touch.bind(store)
      store.touch = async (id) => {
        if (touched.has(id)) return
        touched.set(id, true)
        await touch(id)
      }
      return store
    }
  })
}
