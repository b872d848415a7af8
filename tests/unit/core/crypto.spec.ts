import { test } from '@japa/runner'
import { Encryption } from '@adonisjs/core/encryption'
import { AES256GCM } from '@adonisjs/core/encryption/drivers/aes_256_gcm'
import { seal, unseal } from '#core/crypto/encrypted'
import { hashToken, makeToken, safeEqual } from '#core/crypto/tokens'

test.group('Tokens', () => {
  test('are long, fresh and stored as a hash', ({ assert }) => {
    const first = makeToken()
    const second = makeToken()
    assert.notEqual(first.token, second.token)
    assert.lengthOf(Buffer.from(first.token, 'base64url'), 32)
    assert.equal(hashToken(first.token), first.hash)
    assert.notInclude(first.hash, first.token)
  })

  test('compare without telling where they differ', ({ assert }) => {
    assert.isTrue(safeEqual('secret', 'secret'))
    assert.isFalse(safeEqual('secret', 'secreT'))
    assert.isFalse(safeEqual('secret', 'secret '))
  })
})

function withKeys(keys: string[]) {
  return new Encryption({ driver: (key) => new AES256GCM({ id: 'gcm', key: key! }), keys })
}

test.group('Sealed values', () => {
  test('open for their purpose only', ({ assert }) => {
    const sealed = seal({ key: 'sk_test_1' }, 'provider_account')
    assert.notInclude(sealed, 'sk_test_1')
    assert.deepEqual(unseal(sealed, 'provider_account'), { key: 'sk_test_1' })
    assert.throws(() => unseal(sealed, 'somewhere_else'), /cannot be read/)
  })

  test('do not open after one changed character', ({ assert }) => {
    const sealed = seal('x', 'test')
    const middle = Math.floor(sealed.length / 2)
    const changed =
      sealed.slice(0, middle) + (sealed[middle] === 'A' ? 'B' : 'A') + sealed.slice(middle + 1)
    assert.throws(() => unseal(changed, 'test'), /cannot be read/)
  })

  test('open with a former key after rotation, and the newest writes', ({ assert }) => {
    const old = 'old-key-old-key-old-key-old-key-1234'
    const fresh = 'new-key-new-key-new-key-new-key-1234'
    const before = withKeys([old])
    const after = withKeys([fresh, old])
    const later = withKeys([fresh])
    const sealedBefore = before.encrypt('secret', { purpose: 'p' })
    const sealedAfter = after.encrypt('secret', { purpose: 'p' })
    assert.equal(after.decrypt(sealedBefore, 'p'), 'secret')
    assert.equal(later.decrypt(sealedAfter, 'p'), 'secret')
    assert.isNull(later.decrypt(sealedBefore, 'p'))
  })
})
