import { readFile } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { UnreadableReport } from '#messaging/reports/dmarc/dmarc_report'
import { dmarcFigures, type DmarcRange } from '#messaging/reports/dmarc/dmarc_page'
import { keepReports, readFile as readReports } from '#messaging/reports/dmarc/take_reports'
import DeliverabilityPolicy from '#messaging/reports/policies/deliverability_policy'
import { dmarcUploadValidator, dmarcValidator } from '#messaging/reports/validators/report'

/** What mailbox providers report of mail in the organization's name. */
export default class DmarcReportsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(DeliverabilityPolicy).authorize('read')
    const { days = '30', domain = null } = await request.validateUsing(dmarcValidator)
    return inertia.render('messaging/deliverability/dmarc', {
      days: Number(days),
      figures: await dmarcFigures(Number(days) as DmarcRange, domain),
      can: { upload: staff.can('senders:update'), audience: staff.can('reports:read') },
    })
  }

  /** Takes in several files; what is wrong with one is told, and does not stop the others. */
  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(DeliverabilityPolicy).authorize('upload')
    const { files } = await request.validateUsing(dmarcUploadValidator)
    const taken = { fresh: 0, known: 0 }
    const refused: string[] = []
    for (const file of files) {
      try {
        const kept = await keepReports(await readReports(await readFile(file.tmpPath!)), 'upload')
        for (const { isNew } of kept) taken[isNew ? 'fresh' : 'known'] += 1
      } catch (error) {
        if (!(error instanceof UnreadableReport)) throw error
        refused.push(`${file.clientName}: ${error.message}`)
      }
    }
    if (refused.length > 0) session.flash('error', refused.slice(0, 3).join(' '))
    const said = [
      taken.fresh > 0 && `${taken.fresh} ${taken.fresh === 1 ? 'report' : 'reports'} taken in`,
      taken.known > 0 && `${taken.known} known already`,
    ].filter(Boolean)
    if (said.length > 0) session.flash('success', said.join(', '))
    return response.redirect('/admin/deliverability/dmarc')
  }
}
