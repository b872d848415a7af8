import { Context } from '#core/context'

/** Thrown where tenant data is touched without a tenant in context. Never shown to a user. */
export class TenantMissingException extends Error {
  constructor(what: string) {
    super(
      `${what} needs an organization in context; set it with Tenant.run() or a tenant middleware`
    )
    this.name = 'TenantMissingException'
  }
}

/** The organization whose data the running code may see. */
export const Tenant = {
  /** Id of the organization in context. Throws TenantMissingException without one. */
  id(what = 'This code'): string {
    const { organizationId } = Context.get()
    if (!organizationId) throw new TenantMissingException(what)
    return organizationId
  },

  idOrNull(): string | null {
    return Context.get().organizationId
  },

  get isUnscoped(): boolean {
    return Context.get().unscoped !== null
  },

  /** Runs `fn` for one organization. */
  run<T>(organizationId: string, fn: () => T): T {
    return Context.run({ organizationId, unscoped: null }, fn)
  },

  /** Makes the running request or job belong to an organization from here on. */
  enter(organizationId: string): void {
    Context.amend({ organizationId, unscoped: null })
  },

  /**
   * Runs `fn` over all organizations. Each caller is on the list that
   * tests/architecture pins: readers and relay, sweepers, receipt routing,
   * log-in and switcher, host lookup, operator.
   */
  unscoped<T>(reason: string, fn: () => T): T {
    return Context.run({ unscoped: reason }, fn)
  },
}
