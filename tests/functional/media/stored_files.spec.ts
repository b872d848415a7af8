import sharp from 'sharp'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import { removeOrphans } from '#media/orphans'
import { Storage } from '#media/storage'
import { plantOrganization } from '#tests/support/organizations'
import { pdf, photo, uploadOf, useS3, zip } from '#tests/support/files'
import { until } from '#tests/support/until'
import { S3Server } from '#tests/support/s3_server'

const PUBLIC = { visibility: 'public', allow: 'image' } as const
const PRIVATE = { visibility: 'private', allow: 'document' } as const

async function bytesOf(file: StoredFile, key = file.key): Promise<Buffer> {
  return Buffer.from(await new Storage(file.disk).drive.getBytes(key))
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('It was taken in'),
    (thrown) => thrown
  )
  return error.messages?.[0]?.message ?? String(error)
}

for (const disk of ['local', 's3'] as const) {
  test.group(`Stored files on ${disk}`, (group) => {
    let organizationId: string
    let server: S3Server
    let back: (() => void) | undefined

    group.setup(async () => {
      server = await new S3Server().start()
      organizationId = await plantOrganization()
      if (disk === 's3') back = useS3(server)
      return async () => {
        back?.()
        await server.stop()
      }
    })

    const store = (...args: Parameters<typeof StoredFile.store>) =>
      Tenant.run(organizationId, () => StoredFile.store(...args))

    test('a photo loses its EXIF and gets narrower variants', async ({ assert }) => {
      const file = await store(await uploadOf(await photo(2000, 1000), 'Rabbit.JPG'), PUBLIC)

      assert.equal(file.disk, disk)
      assert.match(file.key, new RegExp(`^${organizationId}/${file.id}/rabbit\\.jpg$`))
      assert.deepEqual([file.width, file.height, file.mime], [2000, 1000, 'image/jpeg'])
      assert.deepEqual(
        file.variants.map(({ name, width, height }) => [name, width, height]),
        [
          ['w320', 320, 160],
          ['w640', 640, 320],
          ['w1280', 1280, 640],
          ['w1920', 1920, 960],
        ]
      )
      const stored = await bytesOf(file)
      assert.equal(file.size, stored.length)
      assert.notInclude(stored.toString('latin1'), 'SECRET-EXIF')
      assert.isUndefined((await sharp(stored).metadata()).exif)
      const narrow = await sharp(await bytesOf(file, file.variants[0].key)).metadata()
      assert.deepEqual([narrow.format, narrow.width, narrow.exif], ['webp', 320, undefined])
      if (disk === 's3') assert.includeMembers(server.requests, [`PUT ${file.key}`])
    })

    test('a picture is never enlarged', async ({ assert }) => {
      const file = await store(await uploadOf(await photo(500, 500, 'png'), 'a.png'), PUBLIC)
      assert.deepEqual(
        file.variants.map((variant) => variant.name),
        ['w320']
      )
    })

    test('takes {$self} in')
      .with(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)
      .run(async ({ assert }, format) => {
        const file = await store(await uploadOf(await photo(40, 20, format), 'x'), PUBLIC)
        assert.equal(file.mime, `image/${format}`)
        assert.equal((await bytesOf(file)).length, file.size)
      })

    test('documents are kept byte by byte', async ({ assert }) => {
      const bytes = pdf('one')
      const file = await store(await uploadOf(bytes, '../../Häy plan.exe'), PRIVATE)
      assert.equal(file.name, 'Häy plan.exe.pdf')
      assert.match(file.key, /\/hay-plan-exe\.pdf$|\/hay-plan\.pdf$/)
      assert.isTrue((await bytesOf(file)).equals(bytes))
      const archive = await store(await uploadOf(zip(), 'all.zip'), PRIVATE)
      assert.equal(archive.mime, 'application/zip')
    })

    test('what counts is the content: {name} is refused')
      .with([
        { name: 'page.png', bytes: '<html><script>alert(1)</script></html>' },
        { name: 'photo.jpg', bytes: 'MZ this is a program' },
        { name: 'logo.png', bytes: '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' },
        { name: 'empty.png', bytes: '' },
        { name: 'plan.png', bytes: pdf().toString() },
      ])
      .run(async ({ assert }, { name, bytes }) => {
        const message = await refusal(store(await uploadOf(bytes, name), PUBLIC))
        assert.match(message, /has to be a JPEG, PNG, WebP, GIF or AVIF image/)
      })

    test('a damaged picture is refused', async ({ assert }) => {
      const whole = await photo(800, 800, 'png')
      const half = whole.subarray(0, Math.floor(whole.length / 2))
      assert.match(await refusal(store(await uploadOf(half, 'half.png'), PUBLIC)), /damaged/)
    })

    test('a pixel bomb is refused before it is decoded', async ({ assert }) => {
      const bomb = await sharp({
        create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' },
        limitInputPixels: false,
      })
        .png({ compressionLevel: 9 })
        .toBuffer()
      assert.isBelow(bomb.length, 2_000_000)
      assert.match(
        await refusal(store(await uploadOf(bomb, 'bomb.png'), PUBLIC)),
        /at most 50 million pixels/
      )
    }).timeout(20_000)

    test('no file stays without its row', async ({ assert }) => {
      const before = await keys(organizationId)
      await assert.rejects(async () =>
        store(await uploadOf(pdf('two'), 'two.pdf'), {
          ...PRIVATE,
          and: async () => {
            throw new Error('the row cannot be written')
          },
        })
      )
      assert.deepEqual(await keys(organizationId), before)
      const rows = await db
        .from('files')
        .where({ organization_id: organizationId, name: 'two.pdf' })
      assert.lengthOf(rows, 0)
    })

    test('no row stays without its file', async ({ assert }) => {
      if (disk === 'local') return
      server.failNextPut = true
      await assert.rejects(async () => store(await uploadOf(pdf('three'), 'three.pdf'), PRIVATE))
      const rows = await db
        .from('files')
        .where({ organization_id: organizationId, name: 'three.pdf' })
      assert.lengthOf(rows, 0)
    })

    test('erasing takes the row and, after the commit, the bytes', async ({ assert }) => {
      const file = await store(await uploadOf(await photo(700, 700), 'gone.jpg'), PUBLIC)
      const all = [file.key, ...file.variants.map((variant) => variant.key)]
      await Tenant.run(organizationId, () =>
        db.transaction(async (trx) => {
          await file.erase(trx)
          assert.includeMembers(await keys(organizationId), all)
        })
      )
      await until(
        'the bytes are deleted',
        async () => !(await keys(organizationId)).some((key) => all.includes(key))
      )
      assert.isNull(await db.from('files').where('id', file.id).first())
    })

    test('bytes that lost their row are removed when they are old', async ({ assert }) => {
      const kept = await store(await uploadOf(pdf('kept'), 'kept.pdf'), PRIVATE)
      const lost = await store(await uploadOf(pdf('lost'), 'lost.pdf'), PRIVATE)
      await db.from('files').where('id', lost.id).delete()

      await removeOrphans()
      assert.include(await keys(organizationId), lost.key)

      await removeOrphans(Date.now() + 7 * 60 * 60 * 1000)
      const left = await keys(organizationId)
      assert.notInclude(left, lost.key)
      assert.include(left, kept.key)
    })

    async function keys(prefix: string): Promise<string[]> {
      const { objects } = await Storage.current.drive.listAll(`${prefix}/`, { recursive: true })
      return [...objects].flatMap((object) => (object.isFile ? [object.key] : [])).sort()
    }
  })
}
