import { test } from '@japa/runner'
import { signAws } from '#messaging/transport/sigv4'

test.group('AWS signature, version 4', () => {
  test('covers body, host and moment with a key of the day', ({ assert }) => {
    const keys = {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    }
    const request = {
      method: 'POST',
      host: 'email.eu-central-1.amazonaws.com',
      path: '/v2/email/outbound-emails',
      region: 'eu-central-1',
      service: 'ses',
      body: '{"a":1}',
    }
    const at = new Date('2026-03-01T12:34:56.789Z')
    const signed = signAws(request, keys, at)
    assert.equal(signed['x-amz-date'], '20260301T123456Z')
    assert.match(
      signed.authorization,
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20260301\/eu-central-1\/ses\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/
    )
    assert.deepEqual(signAws(request, keys, at), signed)
    for (const change of [{ body: '{"a":2}' }, { path: '/' }, { region: 'us-east-1' }]) {
      assert.notEqual(
        signAws({ ...request, ...change }, keys, at).authorization,
        signed.authorization
      )
    }
  })
})
