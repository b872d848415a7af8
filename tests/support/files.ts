import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { S3Driver } from 'flydrive/drivers/s3'
import drive from '@adonisjs/drive/services/main'
import { Storage } from '#media/storage'
import type { Upload } from '#media/models/stored_file/storable'
import type { S3Server } from '#tests/support/s3_server'

/** A file as the body parser leaves it: bytes in a temporary place, and the name of the sender. */
export async function uploadOf(bytes: Buffer | string, clientName: string): Promise<Upload> {
  const folder = await mkdtemp(join(tmpdir(), 'warren-upload-'))
  const tmpPath = join(folder, 'upload')
  await writeFile(tmpPath, bytes)
  return { tmpPath, clientName }
}

/** A photo with EXIF, a place among it. */
export function photo(
  width = 2000,
  height = 1000,
  format: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' = 'jpeg'
) {
  return sharp({ create: { width, height, channels: 3, background: '#2f7d57' } })
    .withExif({
      IFD0: { Make: 'Spy camera', Copyright: 'SECRET-EXIF' },
      IFD3: { GPSLatitude: '52/1 31/1 12/1', GPSLatitudeRef: 'N' },
    })
    .toFormat(format)
    .toBuffer()
}

/** The smallest document that readers open: one empty page. */
export function pdf(text = ''): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n%${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`
  )
}

/** An empty archive. */
export const zip = () => Buffer.from([0x50, 0x4b, 0x05, 0x06, ...Array(18).fill(0)])

/** Sends uploads to a server that speaks S3 until the returned function is called. */
export function useS3(server: S3Server): () => void {
  const disk = drive.use('s3')
  const { driver } = disk
  disk.driver = new S3Driver({
    credentials: { accessKeyId: 'test', secretAccessKey: 'test-secret' },
    region: 'eu-test-1',
    bucket: server.bucket,
    endpoint: server.endpoint,
    forcePathStyle: true,
    supportsACL: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    visibility: 'private',
  })
  const before = Storage.disk
  Storage.disk = 's3'
  return () => {
    Storage.disk = before
    disk.driver = driver
  }
}
