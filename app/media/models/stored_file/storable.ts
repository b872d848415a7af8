import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { v7 as uuid } from 'uuid'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { Tenant } from '#core/tenancy/tenant'
import type { FileSchema } from '#database/schema'
import { sniff } from '#media/content_type'
import FileUploaded from '#media/events/file_uploaded'
import { displayName, keyName } from '#media/file_name'
import { Picture } from '#media/picture'
import { type Content, Storage } from '#media/storage'
import { type Allowance, assertAllowed, isPicture, refuse } from '#media/upload_rules'

/** A file that came in: a multipart file, or one that code made. */
export type Upload = { tmpPath?: string; clientName: string }

export type StoreOptions = {
  visibility: 'public' | 'private'
  allow: Allowance
  /** Field that a refusal is shown at; `file` when omitted. */
  field?: string
  /** What else must be written together with the row. */
  and?: (file: FileSchema, trx: TransactionClientContract) => Promise<void>
}

type Blob = {
  name: string
  key: string
  mime: string
  size: number
  width: number | null
  height: number | null
  content: Content
}

/** Taking a file in, and giving it up. */
export function Storable<T extends NormalizeConstructor<typeof FileSchema>>(superclass: T) {
  return class StorableFile extends superclass {
    /**
     * Takes an upload in: looks at its content, cleans a picture and makes its
     * variants, writes the bytes, then the row; when the row fails, the bytes
     * go again. Throws a validation error for what is not allowed.
     */
    static async store<M extends T>(
      this: M,
      upload: Upload,
      { visibility, allow, field, and }: StoreOptions
    ): Promise<InstanceType<M>> {
      if (!upload.tmpPath) refuse('Choose a file to upload.', field)
      const { size } = await stat(upload.tmpPath)
      const mime = await sniff(upload.tmpPath)
      assertAllowed(mime, size, allow, field)

      const file = new this() as InstanceType<M>
      const id = uuid()
      const storage = Storage.current
      const name = displayName(upload.clientName, mime!)
      const folder = `${Tenant.id('An upload')}/${id}`
      const [original, ...variants] = await blobsOf(upload.tmpPath, mime!, size, `${folder}/`, name)
      Object.assign(file, {
        id,
        disk: storage.disk,
        key: original.key,
        name,
        mime: mime!,
        size: original.size,
        sha256: await digest(original.content),
        visibility,
        width: original.width,
        height: original.height,
        variants: variants.map(({ content: _content, ...variant }) => variant),
        createdBy: Context.get().actor.type === 'user' ? Context.get().actor.id : null,
      })
      await keepBoth(storage, [original, ...variants], () =>
        db.transaction(async (trx) => {
          file.useTransaction(trx)
          await file.save()
          await FileUploaded.record(
            {
              organizationId: file.organizationId,
              subjectId: file.id,
              payload: { name, mime: mime!, size: original.size, visibility },
            },
            trx
          )
          await and?.(file, trx)
        })
      )
      return file
    }

    /**
     * Keeps a private file that the house made or has looked at itself, as it is. Its row is
     * written with what `and` writes; when that fails, the bytes go again.
     */
    static async keep<M extends T>(
      this: M,
      { path, name, mime }: { path: string; name: string; mime: string },
      and?: (file: FileSchema, trx: TransactionClientContract) => Promise<void>
    ): Promise<InstanceType<M>> {
      const file = new this() as InstanceType<M>
      const id = uuid()
      const storage = Storage.current
      const shown = displayName(name, mime)
      const key = `${Tenant.id('A file')}/${id}/${keyName(shown, mime)}`
      const { size } = await stat(path)
      const content = { path }
      Object.assign(file, {
        id,
        disk: storage.disk,
        key,
        name: shown,
        mime,
        size,
        sha256: await digest(content),
        visibility: 'private',
        variants: [],
        createdBy: Context.get().actor.type === 'user' ? Context.get().actor.id : null,
      })
      const blob = { name: 'original', key, mime, size, width: null, height: null, content }
      await keepBoth(storage, [blob], () =>
        db.transaction(async (trx) => {
          file.useTransaction(trx)
          await file.save()
          await and?.(file, trx)
        })
      )
      return file
    }

    /** Deletes the row in the transaction and the bytes after its commit. */
    async erase(trx: TransactionClientContract): Promise<void> {
      const keys = [this.key, ...this.variants.map((variant) => variant.key)]
      const storage = new Storage(this.disk)
      await this.useTransaction(trx).delete()
      // What stays behind when this process dies here is found by media/remove_orphans.
      trx.after('commit', () => storage.remove(keys).catch(() => {}))
    }
  }
}

async function blobsOf(
  path: string,
  mime: string,
  size: number,
  folder: string,
  name: string
): Promise<Blob[]> {
  const key = folder + keyName(name, mime)
  if (!isPicture(mime)) {
    return [{ name: 'original', key, mime, size, width: null, height: null, content: { path } }]
  }
  const picture = await Picture.open(path, mime)
  return (await picture.renditions()).map(({ bytes, ...rendition }) => ({
    ...rendition,
    key: rendition.name === 'original' ? key : `${folder}${rendition.name}.webp`,
    size: bytes.length,
    content: { bytes },
  }))
}

/** Bytes first, row second: no row without a file, and no file without a row. */
async function keepBoth(storage: Storage, blobs: Blob[], writeRow: () => Promise<void>) {
  const written: string[] = []
  try {
    for (const blob of blobs) {
      written.push(blob.key)
      await storage.write(blob.key, blob.content, blob)
    }
    await writeRow()
  } catch (error) {
    await storage.remove(written).catch(() => {})
    throw error
  }
}

async function digest(content: Content): Promise<string> {
  const hash = createHash('sha256')
  if ('bytes' in content) return hash.update(content.bytes).digest('hex')
  await pipeline(createReadStream(content.path), hash)
  return hash.digest('hex')
}
