import type { HttpContext } from '@adonisjs/core/http'
import type { ListEntity } from '#crm/lists/columns'
import { DeletedList } from '#crm/lists/deleted_list'
import RecordListPolicy from '#crm/policies/record_list_policy'
import { deletedListValidator, restorationsValidator } from '#crm/validators/list'

/** What was deleted and can be brought back: listed, and restored together. */
export default class DeletedRecordsController {
  async contacts(ctx: HttpContext) {
    await ctx.bouncer.with(RecordListPolicy).authorize('delete', 'contact')
    return ctx.inertia.render('crm/contacts/deleted', await this.#page(ctx, 'contact'))
  }

  async companies(ctx: HttpContext) {
    await ctx.bouncer.with(RecordListPolicy).authorize('delete', 'company')
    return ctx.inertia.render('crm/companies/deleted', await this.#page(ctx, 'company'))
  }

  async restoreContacts(ctx: HttpContext) {
    await ctx.bouncer.with(RecordListPolicy).authorize('delete', 'contact')
    return this.#restore(ctx, 'contact')
  }

  async restoreCompanies(ctx: HttpContext) {
    await ctx.bouncer.with(RecordListPolicy).authorize('delete', 'company')
    return this.#restore(ctx, 'company')
  }

  async #page({ request }: HttpContext, entity: ListEntity) {
    const { q, cursor } = await request.validateUsing(deletedListValidator)
    return { ...(await new DeletedList(entity).page(q || null, cursor)), q: q ?? '' }
  }

  async #restore({ request, response, session }: HttpContext, entity: ListEntity) {
    const { ids } = await request.validateUsing(restorationsValidator)
    const count = await new DeletedList(entity).restore(ids)
    const [one, many] =
      entity === 'contact' ? ['contact is', 'contacts are'] : ['company is', 'companies are']
    session.flash('success', `${count} ${count === 1 ? one : many} back`)
    return response.redirect().back()
  }
}
