import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import { ViewSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import type { ListEntity } from '#crm/lists/columns'
import type { ListState } from '#crm/lists/record_list'
import { defaultViewOf, setDefaultView } from '#crm/queries/view_defaults'

/** What somebody keeps of a list: its search, filter, order and columns. Private, or shared with all. */
export default class View extends compose(ViewSchema, Tenanted, WithId) {
  declare entity: ListEntity

  /** Own views, and those that others share. */
  static visibleTo = scope((query, userId: string) => {
    void query.where((either) => either.where('user_id', userId).orWhere('is_shared', true))
  })

  /** The views that a person sees over a list, by name. */
  static async shownTo(userId: string, entity: ListEntity): Promise<View[]> {
    const query = View.query().where({ entity })
    query.withScopes((scopes) => scopes.visibleTo(userId))
    return query.orderByRaw('warren_fold(name), id').limit(100)
  }

  /** The view with which a person's list opens, while she may see it. */
  static async openingOf(userId: string, entity: ListEntity): Promise<string | null> {
    return defaultViewOf(userId, entity)
  }

  /** Opens a person's list with this view from now on; without one (null) with all records. */
  static async openWith(userId: string, entity: ListEntity, viewId: string | null): Promise<void> {
    await setDefaultView(userId, entity, viewId)
  }

  get state(): ListState {
    return { q: this.q, filter: this.filter, sort: this.sort, columns: this.columns }
  }
}
