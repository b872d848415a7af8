import type { HttpContext } from '@adonisjs/core/http'
import { RecordCell } from '#crm/lists/record_cell'
import { RecordList } from '#crm/lists/record_list'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import RecordListPolicy from '#crm/policies/record_list_policy'
import { cellValidator } from '#crm/validators/list'

/** A cell of a list, edited in place; answered with the row as it is then. */
export default class RecordCellsController {
  async updateContact(ctx: HttpContext) {
    await ctx.bouncer.with(RecordListPolicy).authorize('update', 'contact')
    const contact = await Contact.query().where('id', ctx.params.contact_id).firstOrFail()
    return this.#write(ctx, 'contact', contact)
  }

  async updateCompany(ctx: HttpContext) {
    await ctx.bouncer.with(RecordListPolicy).authorize('update', 'company')
    const company = await Company.query().where('id', ctx.params.company_id).firstOrFail()
    return this.#write(ctx, 'company', company)
  }

  async #write(
    { params, request, response, staff }: HttpContext,
    entity: 'contact' | 'company',
    record: Contact | Company
  ) {
    const { value } = await request.validateUsing(cellValidator)
    const list = await RecordList.open(entity, { columns: [params.key] }, staff)
    const column = list.columns.find(({ key }) => key === params.key)
    if (!column?.isEditable) return response.notFound()
    await new RecordCell(entity, record, column.key).write(value)
    return list.row(record.id)
  }
}
