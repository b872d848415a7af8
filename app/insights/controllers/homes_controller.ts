import type { HttpContext } from '@adonisjs/core/http'
import InsightPolicy from '#insights/policies/insight_policy'
import { periodOf, type Range } from '#insights/period'
import {
  keyFigures,
  recentOrders,
  salesByDay,
  salesTotals,
  setupOf,
  studentsByDay,
} from '#insights/queries/overview'
import { overviewValidator } from '#insights/validators/insight'

/** The admin's home: how it goes. */
export default class HomesController {
  async show({ bouncer, inertia, organization, request, staff }: HttpContext) {
    await bouncer.with(InsightPolicy).authorize('overview')
    const { days } = await request.validateUsing(overviewValidator)
    const period = periodOf(Number(days ?? 30) as Range, organization.timeZone)
    const { id } = organization
    const seesMoney = staff.can('orders:read')
    const [figures, totals, sales, students, orders, setup] = await Promise.all([
      keyFigures(id, period),
      seesMoney ? salesTotals(id, period) : [],
      seesMoney ? salesByDay(id, period) : [],
      studentsByDay(id, period),
      seesMoney ? recentOrders(id) : [],
      setupOf(id),
    ])
    return inertia.render('insights/home/show', {
      days: period.days,
      from: period.from.toISODate()!,
      currency: organization.currency,
      figures,
      totals,
      sales,
      students,
      orders: orders.map(({ at, ...order }) => ({ ...order, at: at.toISOString() })),
      setup,
      seesMoney,
    })
  }
}
