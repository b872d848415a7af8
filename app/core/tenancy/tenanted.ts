import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { type BaseModel, beforeSave, beforeDelete } from '@adonisjs/lucid/orm'
import type { ModelAdapterOptions } from '@adonisjs/lucid/types/model'
import { Tenant, TenantMissingException } from '#core/tenancy/tenant'

type TenantRow = { organizationId: string }

/** What of Lucid's query builder and of Knex's lies below their types. */
type Query = {
  where(column: string, value: string): Query
  applyWhere(): void
  clone(): Query
  knexQuery: Clauses
}
type Clauses = {
  _statements: { grouping: string }[]
  clearWhere(): Clauses
  where(column: string, value: string): Clauses
  where(group: (clauses: Clauses) => void): Clauses
}

/**
 * A model that belongs to an organization. `query()` is scoped to the tenant in
 * context and throws without one; creating fills the tenant in; saving or
 * deleting a row of another tenant throws.
 */
export function Tenanted<
  T extends NormalizeConstructor<typeof BaseModel> & (new (...args: any[]) => TenantRow), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class TenantedModel extends superclass {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Lucid types `this` of query() by its caller
    static query(this: any, options?: ModelAdapterOptions) {
      const query = super.query.call(this, options)
      if (Tenant.isUnscoped) return query
      return enclose(
        query as unknown as Query,
        `${this.table}.organization_id`,
        Tenant.id(this.name)
      ) as never
    }

    @beforeSave()
    static keepInTenant(row: TenantRow) {
      if (Tenant.isUnscoped) {
        if (!row.organizationId) throw new TenantMissingException(this.name)
        return
      }
      const tenant = Tenant.id(this.name)
      row.organizationId ??= tenant
      if (row.organizationId !== tenant) throw new TenantMissingException(`A foreign ${this.name}`)
    }

    @beforeDelete()
    static deleteInTenant(row: TenantRow) {
      if (!Tenant.isUnscoped && row.organizationId !== Tenant.id(this.name)) {
        throw new TenantMissingException(`A foreign ${this.name}`)
      }
    }
  }
  return TenantedModel as T
}

/**
 * Sets the tenant beside everything that the query asks for, in brackets: a plain
 * first `where` would be undone by any `orWhere` after it, or by `clearWhere()`.
 */
function enclose(query: Query, column: string, tenant: string): Query {
  const applyWhere = query.applyWhere.bind(query)
  const clone = query.clone.bind(query)
  query.applyWhere = () => {
    applyWhere()
    const clauses = query.knexQuery
    const asked = clauses._statements.filter(({ grouping }) => grouping === 'where')
    clauses.clearWhere().where(column, tenant)
    if (asked.length > 0) clauses.where((group) => group._statements.push(...asked))
  }
  query.clone = () => enclose(clone(), column, tenant)
  return query
}
