import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { type BaseModel, beforeSave, beforeDelete } from '@adonisjs/lucid/orm'
import type { ModelAdapterOptions } from '@adonisjs/lucid/types/model'
import { Tenant, TenantMissingException } from '#core/tenancy/tenant'

type TenantRow = { organizationId: string }

/**
 * A model that belongs to an organization. `query()` is scoped to the tenant in
 * context and throws without one; creating fills the tenant in; saving or
 * deleting a row of another tenant throws.
 */
export function Tenanted<
  T extends NormalizeConstructor<typeof BaseModel> & (new (...args: any[]) => TenantRow), // eslint-disable-line @typescript-eslint/no-explicit-any -- TypeScript wants any[] of a mixin's constructor
>(superclass: T) {
  class TenantedModel extends superclass {
    static query(this: any, options?: ModelAdapterOptions) {
      const query = super.query.call(this, options)
      if (Tenant.isUnscoped) return query
      return query.where(`${this.table}.organization_id`, Tenant.id(this.name))
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
