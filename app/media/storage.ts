import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { FSDriver } from 'flydrive/drivers/fs'
import { S3Driver } from 'flydrive/drivers/s3'
import drive from '@adonisjs/drive/services/main'
import type { DriveDisks } from '@adonisjs/drive/types'
import env from '#start/env'

export type ByteRange = { start: number; end: number }
export type Content = { path: string } | { bytes: Buffer }

const clients = new WeakMap<S3Driver, S3Client>()

/** Where bytes lie: a disk of config/drive.ts, by the name that a row remembers. */
export class Storage {
  constructor(readonly disk: string) {}

  /** Name of the disk that new files go to; older files stay where their row says. */
  static disk: string = env.get('DRIVE_DISK', 'local')

  static get current(): Storage {
    return new Storage(Storage.disk)
  }

  async write(key: string, content: Content, { mime, size }: { mime: string; size: number }) {
    const options = { contentType: mime, contentLength: size }
    if ('bytes' in content) await this.drive.put(key, content.bytes, options)
    else await this.drive.copyFromFs(content.path, key, options)
  }

  /** A stream of the object, or of the bytes `start` to `end` of it, both inclusive. */
  async read(key: string, range?: ByteRange): Promise<Readable> {
    const { driver } = this.drive
    // The package reads whole objects only; videos and resumed downloads ask for parts.
    if (range && driver instanceof FSDriver) {
      const { location } = driver.options
      return createReadStream(join(pathOf(location), key), { start: range.start, end: range.end })
    }
    if (range && driver instanceof S3Driver) return readPart(driver, key, range)
    return this.drive.getStream(key)
  }

  /** Deletes objects; one that is not there counts as deleted. */
  async remove(keys: string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.drive.delete(key)))
  }

  get drive() {
    return drive.use(this.disk as keyof DriveDisks)
  }
}

async function readPart(driver: S3Driver, key: string, range: ByteRange): Promise<Readable> {
  const { options } = driver
  if (!clients.has(driver)) {
    clients.set(driver, 'client' in options ? options.client : new S3Client(options))
  }
  const answer = await clients.get(driver)!.send(
    new GetObjectCommand({
      Bucket: options.bucket,
      Key: key,
      Range: `bytes=${range.start}-${range.end}`,
    })
  )
  return answer.Body as Readable
}

function pathOf(location: string | URL): string {
  return typeof location === 'string' ? location : fileURLToPath(location)
}
