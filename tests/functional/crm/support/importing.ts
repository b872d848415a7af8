import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import { Storage } from '#media/storage'
import { advanceImport } from '#crm/imports/advance'
import { chooseMapping } from '#crm/imports/choose_mapping'
import { takeIn } from '#crm/imports/intake'
import type { KindName } from '#crm/imports/kinds/import_kind'
import type { ImportRules } from '#crm/imports/rules'
import Import from '#crm/models/import'

/** Imports files of one kind into an organization, step by step. */
export class Importing {
  constructor(
    readonly organizationId: string,
    readonly kind: KindName
  ) {}

  inTenant<T>(fn: () => Promise<T>): Promise<T> {
    return Tenant.run(this.organizationId, fn)
  }

  async upload(text: string): Promise<Import> {
    const folder = await mkdtemp(join(tmpdir(), 'importing-'))
    try {
      const path = join(folder, 'rows.csv')
      await writeFile(path, text)
      return await this.inTenant(() => takeIn({ path, name: 'rows.csv', kind: this.kind }))
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  fresh({ id }: Import): Promise<Import> {
    return this.inTenant(() => Import.query().where('id', id).firstOrFail())
  }

  /** Works until nothing is left to do. */
  async work(batch: Import): Promise<Import> {
    while (await this.inTenant(() => advanceImport(batch.id)));
    return this.fresh(batch)
  }

  /** The dry run, with the columns as suggested. */
  async check(text: string, rules: Partial<ImportRules> = {}): Promise<Import> {
    const batch = await this.upload(text)
    await this.inTenant(() => chooseMapping(batch, batch.mapping, { ...batch.rules, ...rules }))
    return this.work(batch)
  }

  async run(text: string, rules: Partial<ImportRules> = {}): Promise<Import> {
    const checked = await this.check(text, rules)
    await this.inTenant(() => checked.runLater())
    return this.work(checked)
  }

  async undo(batch: Import): Promise<Import> {
    await this.inTenant(() => batch.undoLater())
    return this.work(batch)
  }

  /** Row, verdict and reason of what a dry run shows. */
  found({ findings }: Import): [number, string, string | null][] {
    return findings.samples!.map(({ rowNo, verdict, reason }) => [rowNo, verdict, reason])
  }

  /** Lines of the file of rows that were not imported. */
  async errors(batch: Import): Promise<string[]> {
    const file = await this.inTenant(() => StoredFile.findOrFail(batch.errorFileId!))
    const pieces: Buffer[] = []
    for await (const piece of await new Storage(file.disk).read(file.key)) pieces.push(piece)
    return Buffer.concat(pieces).toString().trim().split('\r\n').slice(1)
  }
}
