import db from '@adonisjs/lucid/services/db'
import type { DmarcReport } from '#messaging/reports/dmarc/dmarc_report'
import { readReport } from '#messaging/reports/dmarc/read_report'
import { unpackReports } from '#messaging/reports/dmarc/unpack'
import { insertReport } from '#messaging/queries/reports/dmarc_reports'

export type TakenReport = Pick<DmarcReport, 'reporter' | 'domain' | 'reportId'> & { isNew: boolean }

/** Reads all reports of a file before any is kept. Throws UnreadableReport. */
export async function readFile(file: Buffer): Promise<DmarcReport[]> {
  return (await unpackReports(file)).map(readReport)
}

/** Keeps reports for the tenant, each once. */
export function keepReports(
  reports: DmarcReport[],
  cameBy: 'upload' | 'mail'
): Promise<TakenReport[]> {
  return db.transaction(async (trx) => {
    const taken: TakenReport[] = []
    for (const report of reports) {
      const isNew = await insertReport(report, cameBy, trx)
      const { reporter, domain, reportId } = report
      taken.push({ reporter, domain, reportId, isNew })
    }
    return taken
  })
}
