import { defineConfig, services } from '@adonisjs/drive'
import { appUrl, home } from '#config/app'
import env from '#start/env'

/**
 * Uploads: a folder of the install, or any server that speaks S3. Both are
 * private; media hands out signed links or streams what is public.
 */
const driveConfig = defineConfig({
  default: env.get('DRIVE_DISK', 'local'),
  services: {
    local: services.fs({
      location: `${home}/storage`,
      serveFiles: false,
      routeBasePath: '/drive',
      visibility: 'private',
      appUrl,
    }),
    s3: services.s3({
      credentials: {
        accessKeyId: env.get('S3_ACCESS_KEY_ID', ''),
        secretAccessKey: env.get('S3_SECRET_ACCESS_KEY', ''),
      },
      region: env.get('S3_REGION', 'us-east-1'),
      bucket: env.get('S3_BUCKET', 'warren'),
      endpoint: env.get('S3_ENDPOINT'),
      forcePathStyle: Boolean(env.get('S3_ENDPOINT')),
      visibility: 'private',
      // Buckets of today have no ACLs, and other vendors refuse checksums that they do not know.
      supportsACL: false,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks {
    local: ReturnType<typeof services.fs>
    s3: ReturnType<typeof services.s3>
  }
}
