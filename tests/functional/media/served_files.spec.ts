import { test } from '@japa/runner'
import { request } from 'undici'
import encryption from '@adonisjs/core/services/encryption'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import env from '#start/env'
import { pdf, photo, uploadOf, useS3 } from '#tests/support/files'
import { plantOrganization } from '#tests/support/organizations'
import { S3Server } from '#tests/support/s3_server'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`

async function get(path: string, headers: Record<string, string> = {}) {
  const { statusCode, headers: answered, body } = await request(ORIGIN + path, { headers })
  return { status: statusCode, headers: answered, bytes: Buffer.from(await body.arrayBuffer()) }
}

for (const disk of ['local', 's3'] as const) {
  test.group(`Served files on ${disk}`, (group) => {
    let organizationId: string
    let picture: StoredFile
    let document: StoredFile
    const bytes = pdf('0123456789')

    group.setup(async () => {
      const server = await new S3Server().start()
      const back = disk === 's3' ? useS3(server) : undefined
      organizationId = await plantOrganization('Servers')
      await Tenant.run(organizationId, async () => {
        picture = await StoredFile.store(await uploadOf(await photo(800, 400), 'Häse.jpg'), {
          visibility: 'public',
          allow: 'image',
        })
        document = await StoredFile.store(await uploadOf(bytes, 'Plan für "Ada".pdf'), {
          visibility: 'private',
          allow: 'document',
        })
      })
      return async () => {
        back?.()
        await server.stop()
      }
    })

    test('a public picture is kept by browsers and runs nothing', async ({ assert }) => {
      const { status, headers, bytes: body } = await get(picture.publicUrl())
      assert.equal(status, 200)
      assert.equal(body.length, picture.size)
      assert.equal(headers['content-type'], 'image/jpeg')
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['content-security-policy'], 'sandbox')
      assert.match(String(headers['content-disposition']), /^inline; /)
      assert.isUndefined(headers['set-cookie'])
      const again = await get(picture.publicUrl(), { 'if-none-match': String(headers.etag) })
      assert.equal(again.status, 304)
      assert.lengthOf(again.bytes, 0)
    })

    test('variants are WebP; one that would be wider is the full size', async ({ assert }) => {
      const narrow = await get(picture.publicUrl('w320'))
      assert.equal(narrow.headers['content-type'], 'image/webp')
      const wide = await get(picture.publicUrl('w1920'))
      assert.equal(wide.headers['content-type'], 'image/jpeg')
      assert.equal((await get(picture.publicUrl('w333'))).status, 404)
      assert.equal((await get(`/media/${picture.id}/../../x`)).status, 404)
    })

    test('a private file has no public address', async ({ assert }) => {
      const { status, bytes: body } = await get(`/media/${document.id}`)
      assert.equal(status, 404)
      assert.notInclude(body.toString(), '%PDF')
      assert.throws(() => document.publicUrl())
    })

    test('a signed link streams a private file, whole and in parts', async ({ assert }) => {
      const url = document.signedUrl()
      const whole = await get(url)
      assert.equal(whole.status, 200)
      assert.isTrue(whole.bytes.equals(bytes))
      assert.equal(whole.headers['cache-control'], 'private, no-store')
      assert.equal(whole.headers['accept-ranges'], 'bytes')
      assert.equal(
        whole.headers['content-disposition'],
        `attachment; filename="Plan f_r -Ada-.pdf"; filename*=UTF-8''Plan%20f%C3%BCr%20-Ada-.pdf`
      )
      const cases = [
        ['bytes=0-3', bytes.subarray(0, 4), `bytes 0-3/${bytes.length}`],
        ['bytes=10-', bytes.subarray(10), `bytes 10-${bytes.length - 1}/${bytes.length}`],
        [
          'bytes=-6',
          bytes.subarray(-6),
          `bytes ${bytes.length - 6}-${bytes.length - 1}/${bytes.length}`,
        ],
      ] as const
      for (const [range, expected, header] of cases) {
        const part = await get(url, { range })
        assert.equal(part.status, 206)
        assert.isTrue(part.bytes.equals(expected), range)
        assert.equal(part.headers['content-range'], header)
      }
      const beyond = await get(url, { range: `bytes=${bytes.length}-` })
      assert.equal(beyond.status, 416)
      const changed = await get(url, { 'range': 'bytes=0-3', 'if-range': '"another"' })
      assert.equal(changed.status, 200)
    })

    test('a link that has expired, was changed or made up opens nothing', async ({ assert }) => {
      const url = document.signedUrl()
      const verifier = encryption.getMessageVerifier()
      const ticket = { fileId: document.id, organizationId, downloadAs: null }
      const tokens = [
        document.signedUrl({ expiresIn: -1 }).split('/').pop()!,
        url.split('/').pop()!.slice(0, -2),
        `x${url.split('/').pop()}`,
        verifier.sign(ticket, '10 mins', 'another purpose'),
        verifier.sign({ ...ticket, organizationId: uuid() }, '10 mins', 'media/private_file'),
        Buffer.from(JSON.stringify({ message: ticket })).toString('base64url'),
      ]
      for (const token of tokens) {
        const { status, bytes: body } = await get(`/media/private/${token}`)
        assert.equal(status, 410, token)
        assert.notInclude(body.toString(), '%PDF')
      }
    })

    test("a site shows its own organization's files only", async ({ assert }) => {
      const slugOf = async (id: string) =>
        (await sql<{ slug: string }>('select slug from organizations where id = ?', [id]))[0].slug
      const own = `${await slugOf(organizationId)}.${env.get('APP_DOMAIN')}`
      const other = `${await slugOf(await plantOrganization('Others'))}.${env.get('APP_DOMAIN')}`
      assert.equal((await get(picture.publicUrl(), { host: own })).status, 200)
      assert.equal((await get(picture.publicUrl(), { host: other })).status, 404)
      assert.equal(
        (await get(picture.publicUrl(), { host: `nobody.${env.get('APP_DOMAIN')}` })).status,
        404
      )
    })
  })
}
