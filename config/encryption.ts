import { defineConfig, drivers } from '@adonisjs/core/encryption'
import type { InferEncryptors } from '@adonisjs/core/types'
import env from '#start/env'

/**
 * Several keys: the newest writes, every one of them reads. Rotate by moving
 * APP_KEY to APP_KEYS_PREVIOUS and setting a new one.
 */
const previous = (env.get('APP_KEYS_PREVIOUS') ?? '').split(',').filter((key) => key.length > 0)

const encryptionConfig = defineConfig({
  default: 'gcm',
  list: {
    gcm: drivers.aes256gcm({ id: 'gcm', keys: [env.get('APP_KEY').release(), ...previous] }),
  },
})

export default encryptionConfig

declare module '@adonisjs/core/types' {
  interface EncryptorsList extends InferEncryptors<typeof encryptionConfig> {}
}
