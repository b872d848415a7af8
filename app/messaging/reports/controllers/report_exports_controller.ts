import type { HttpContext } from '@adonisjs/core/http'
import DeliverabilityPolicy from '#messaging/reports/policies/deliverability_policy'
import { tableCsv, type TableName } from '#messaging/reports/report_tables'
import { exportValidator } from '#messaging/reports/validators/report'

const OF_AUDIENCE: TableName[] = ['audience', 'topics', 'sources', 'forms', 'engagement']

/** A table of the reports as a file. */
export default class ReportExportsController {
  async show({ bouncer, organization, request, response }: HttpContext) {
    const {
      table,
      days = '30',
      topic = null,
      domain = null,
    } = await request.validateUsing(exportValidator)
    await bouncer
      .with(DeliverabilityPolicy)
      .authorize(OF_AUDIENCE.includes(table) ? 'readAudience' : 'read')
    response.header('Content-Type', 'text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="${table}.csv"`)
    return tableCsv(table, { days: Number(days), zone: organization.timeZone, topic, domain })
  }
}
