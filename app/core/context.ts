import { AsyncLocalStorage } from 'node:async_hooks'

/** Who does something: a user, a client in the portal, an API key, an automation, or the house. */
export type Actor = {
  type: 'user' | 'client' | 'key' | 'automation' | 'system'
  id: string | null
  /** The operator who acts in this user's name. */
  impersonatorId?: string | null
}

export type ContextState = {
  requestId: string | null
  organizationId: string | null
  /** Set while the tenant scope is lifted, with the reason. */
  unscoped: string | null
  actor: Actor
  ip: string | null
  /** Stable name and id of the running job. */
  job: { name: string; id: string } | null
}

const storage = new AsyncLocalStorage<ContextState>()
const outside: ContextState = Object.freeze({
  requestId: null,
  organizationId: null,
  unscoped: null,
  actor: Object.freeze({ type: 'system', id: null }),
  ip: null,
  job: null,
})

/** What the code that runs now is part of: request or job, tenant, actor. */
export const Context = {
  get(): ContextState {
    return storage.getStore() ?? outside
  },

  /** Runs `fn` with the present context changed by `changes`. */
  run<T>(changes: Partial<ContextState>, fn: () => T): T {
    return storage.run({ ...Context.get(), ...changes }, fn)
  },

  /**
   * Changes the context of the request or job that runs now, for middleware
   * that learns the tenant or the user on the way. Throws outside of one.
   */
  amend(changes: Partial<ContextState>): void {
    const store = storage.getStore()
    if (!store) throw new Error('There is no running request or job whose context could be amended')
    Object.assign(store, changes)
  },
}

/** Fields that every log line carries. */
export function logContext(): Record<string, unknown> {
  const { requestId, organizationId, job } = Context.get()
  return {
    ...(requestId ? { request_id: requestId } : {}),
    ...(organizationId ? { organization_id: organizationId } : {}),
    ...(job ? { job: job.name, job_id: job.id } : {}),
  }
}
