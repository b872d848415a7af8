import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { ZipFile } from 'yazl'
import { UnreadableReport } from '#messaging/reports/dmarc/dmarc_report'
import { judgeSource } from '#messaging/reports/dmarc/judge_source'
import { readReport } from '#messaging/reports/dmarc/read_report'
import { readFile } from '#messaging/reports/dmarc/take_reports'
import { unpackReports } from '#messaging/reports/dmarc/unpack'
import type { DmarcSource } from '#messaging/queries/reports/dmarc_sums'
import { brokenReports, dmarcSamples } from '#tests/support/dmarc_samples'

const samples = dmarcSamples('school.test')

async function zipped(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name)
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
const refusal = async (file: Buffer): Promise<UnreadableReport> =>
  readFile(file).then(
    () => {
      throw new Error('It was taken in')
    },
    (error) => error
  )

test.group('DMARC reports', () => {
  test('of {$self} are read')
    .with(Object.keys(samples))
    .run(({ assert }, name) => {
      const report = readReport(samples[name])
      assert.equal(report.domain, 'school.test')
      assert.isNotEmpty(report.reporter)
      assert.isNotEmpty(report.reportId)
      assert.equal(report.beginsAt.toISOString(), '2025-11-19T00:00:00.000Z')
      assert.isAbove(report.rows.length, 0)
      for (const { mails } of report.rows) assert.isAbove(mails, 0)
    })

  test('tell who sent, whether it passed, and by whom it was signed', ({ assert }) => {
    assert.containsSubset(readReport(samples.google).rows, [
      { sourceIp: '198.51.100.7', mails: 412, isDkimAligned: true, isSpfAligned: true },
      {
        sourceIp: '203.0.113.9',
        mails: 3,
        isDkimAligned: false,
        dkimDomain: null,
        spfDomain: 'forged.test',
        spfResult: 'softfail',
      },
    ])
    // Of two signatures the one of the domain that readers see.
    assert.containsSubset(readReport(samples.ses).rows, [
      { dkimDomain: 'school.test', dkimResult: 'pass', spfDomain: 'eu-west-1.amazonses.com' },
    ])
    assert.equal(readReport(samples.fastmail).rows[0].override, 'mailing_list')
    assert.equal(readReport(samples.bis).rows[0].disposition, 'none')
    assert.equal(readReport(samples.bis).policy, 'quarantine')
    assert.equal(readReport(samples.subdomain).rows[0].headerFrom, 'news.school.test')
  })

  test('that are broken are refused in words: {$self}')
    .with(Object.keys(brokenReports('school.test')))
    .run(async ({ assert }, name) => {
      const [xml, words] = brokenReports('school.test')[name]
      const error = await refusal(Buffer.from(xml))
      assert.instanceOf(error, UnreadableReport)
      assert.match(error.message, words)
    })

  test('come plain, gzipped, zipped, in other encodings', async ({ assert }) => {
    const plain = Buffer.from(samples.google)
    const files = [
      plain,
      gzipSync(plain),
      await zipped({ 'google.com!school.test!1!2.xml': plain }),
      Buffer.concat([Buffer.from('\uFEFF'), plain]),
    ]
    for (const file of files) {
      const [report] = await readFile(file)
      assert.equal(report.reportId, '1840273650911827')
    }
    const latin = Buffer.from(samples.latin, 'latin1')
    assert.equal((await readFile(latin))[0].reporter, 'Société de Courrier')
    const two = await zipped({
      'a.xml': plain,
      'b.XML': Buffer.from(samples.yahoo),
      'c.txt': plain,
    })
    assert.lengthOf(await unpackReports(two), 2)
  })

  test('that unpack to far too much are never opened', async ({ assert }) => {
    const bomb = Buffer.alloc(40_000_000, ' ')
    const packed = [gzipSync(bomb), await zipped({ 'a.xml': bomb })]
    for (const file of packed) {
      assert.isBelow(file.length, 100_000)
      assert.equal((await refusal(file)).reason, 'too_large')
    }
    const many = Object.fromEntries(
      Array.from({ length: 80 }, (_, n) => [`${n}.xml`, Buffer.from('<a/>')])
    )
    assert.equal((await refusal(await zipped(many))).reason, 'too_large')
  })

  test('whose archive lies about its size are refused', async ({ assert }) => {
    const honest = await zipped({ 'a.xml': Buffer.alloc(300_000, 'x') })
    // The size that the directory claims: a tenth.
    const at = honest.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
    honest.writeUInt32LE(30_000, at + 24)
    assert.equal((await refusal(honest)).reason, 'damaged')
  })

  test('that are no files at all are refused', async ({ assert }) => {
    for (const file of ['', 'hello', '\x1f\x8bnonsense', 'PK\x03\x04nonsense']) {
      assert.instanceOf(await refusal(Buffer.from(file, 'latin1')), UnreadableReport)
    }
    const empty = await zipped({ 'readme.txt': Buffer.from('nothing') })
    assert.equal((await refusal(empty)).reason, 'no_report')
  })
})

test.group('Sources of DMARC reports', () => {
  const source = (more: Partial<DmarcSource>): DmarcSource => ({
    ...{
      sourceIp: '192.0.2.1',
      mails: 100,
      passed: 0,
      dkim: 0,
      spf: 0,
      quarantined: 0,
      rejected: 0,
    },
    ...{ forwarded: 0, headerFrom: 'school.test', reporters: 1 },
    ...{ dkimDomain: null, dkimResult: null, spfDomain: null, spfResult: null },
    ...more,
  })

  test('are judged in words', ({ assert }) => {
    const kinds = [
      source({ passed: 100, dkim: 100, spf: 100 }),
      source({ passed: 100, dkim: 100, spf: 0 }),
      source({ passed: 100, dkim: 0, spf: 100 }),
      source({ passed: 80, dkim: 80 }),
      source({ forwarded: 90 }),
      source({ dkimDomain: 'school.test', dkimResult: 'fail' }),
      source({ dkimDomain: 'sendgrid.net', dkimResult: 'pass' }),
      source({ spfDomain: 'elsewhere.test', spfResult: 'fail' }),
    ].map((one) => judgeSource(one).kind)
    assert.deepEqual(kinds, [
      ...[
        'proven',
        'dkim_alone',
        'spf_alone',
        'mixed',
        'forwarded',
        'broken',
        'foreign',
        'unknown',
      ],
    ] as typeof kinds)
  })
})
