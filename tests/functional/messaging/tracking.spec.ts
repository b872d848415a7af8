import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { request } from 'undici'
import { sql } from '#core/database/sql'
import env from '#start/env'
import { MARK } from '#messaging/ledger/states'
import type { MailRef } from '#messaging/refs'
import { clickPath, encodeDestination, ownerToken } from '#messaging/tokens'
import { HitSpool } from '#messaging/tracking/hit_spool'
import { type Hit, TRAP_LINK } from '#messaging/tracking/hit'
import { HitLoop, hitSpool } from '#messaging/tracking/hits'
import { takeInHits } from '#messaging/tracking/take_in'
import { plantMail, plantRun, type PlantedRun, sendOf, tallyOf } from '#tests/support/sends'
import { until } from '#tests/support/until'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'

const visit = (
  path: string,
  { method = 'GET', host = 'links.of.anybody.test', headers = {} } = {}
) =>
  request(ORIGIN + path, {
    method: method as 'GET',
    headers: { host, 'user-agent': FIREFOX, 'accept-language': 'de', ...headers },
  })
const refOf = (run: PlantedRun, n = 0): MailRef => ({ kind: 'send', runId: run.runId, n })
const link = (ref: MailRef, n: number, url: string) => clickPath(ref, n, encodeDestination(url))
const eventsOf = (run: PlantedRun) =>
  sql<{
    n: number
    kind: string
    human: number
    link: number | null
    detail: { reasons?: string[] }
  }>('select n, kind, human, link, detail from send_events where run_id = ? order by id', [
    run.runId,
  ])
const newSpool = () => new HitSpool(mkdtempSync(join(tmpdir(), 'hits-')))
const hit = (run: PlantedRun, n: number, more: Partial<Hit> = {}): Hit => ({
  kind: 'clicked',
  ref: refOf(run, n),
  link: 0,
  at: Date.now(),
  method: 'GET',
  userAgent: FIREFOX,
  purpose: null,
  fetch: null,
  hasLanguage: true,
  ...more,
})

test.group('Tracked links and pixels', (group) => {
  group.each.setup(() => () => hitSpool.rotate(true))

  test('a link leads where it says, on any host, and the click lands', async ({ assert }) => {
    const run = await plantRun()
    const url = 'https://shop.example/käfig?a=1&b=%20x#top'
    const { statusCode, headers } = await visit(link(refOf(run), 1, url))
    assert.equal(statusCode, 302)
    assert.equal(headers.location, new URL(url).href)
    assert.equal(headers['cache-control'], 'no-store, private')
    assert.isUndefined(headers['set-cookie'])
    hitSpool.rotate(true)
    await takeInHits(hitSpool, 0)
    assert.containsSubset(await eventsOf(run), [{ n: 0, kind: 'clicked', link: 1 }])
    assert.equal((await sendOf(run.runId, 0)).marks, MARK.clicked | MARK.clickedByPerson)
  })

  test('a pixel is a picture and an open', async ({ assert }) => {
    const run = await plantRun()
    const { statusCode, headers, body } = await visit(
      `/t/o/${ownerToken('open', refOf(run, 2))}.gif?x=1`
    )
    assert.equal(statusCode, 200)
    assert.equal(headers['content-type'], 'image/gif')
    assert.equal(
      Buffer.from(await body.arrayBuffer())
        .subarray(0, 6)
        .toString(),
      'GIF89a'
    )
    hitSpool.rotate(true)
    await takeInHits(hitSpool, 0)
    assert.equal((await sendOf(run.runId, 2)).marks, MARK.opened | MARK.openedByPerson)
    assert.containsSubset(await tallyOf(run.runId), { opened: 1, opened_human: 1 })
  })

  test('what was changed leads nowhere and is no hit', async ({ assert }) => {
    const run = await plantRun()
    const good = link(refOf(run), 1, 'https://example.com/good')
    const evil = encodeDestination('https://evil.example/')
    const forged = [
      good.replace(/[^/]+$/, evil),
      good.replace('/t/c/1.', '/t/c/2.'),
      good.slice(0, -3),
      '/t/c/',
      '/t/c/x/y',
      link(refOf(run), 1, 'javascript:alert(1)'),
    ]
    for (const path of forged) {
      const { statusCode, headers } = await visit(path)
      assert.equal(statusCode, 404, path)
      assert.isUndefined(headers.location)
    }
    const unsubscribe = ownerToken('unsubscribe', refOf(run))
    assert.equal((await visit(`/t/o/${unsubscribe}.gif`)).statusCode, 200)
    assert.equal((await visit(good, { method: 'POST' })).statusCode, 404)
    hitSpool.rotate(true)
    await takeInHits(hitSpool, 0)
    assert.deepEqual(await eventsOf(run), [])
  })

  test('a look by HEAD is led on, and is a machine', async ({ assert }) => {
    const run = await plantRun()
    const answer = await visit(link(refOf(run), 0, 'https://example.com/a'), { method: 'HEAD' })
    assert.equal(answer.statusCode, 302)
    hitSpool.rotate(true)
    await takeInHits(hitSpool, 0)
    const [event] = await eventsOf(run)
    assert.isBelow(event.human, 10)
    assert.equal((await sendOf(run.runId, 0)).marks, MARK.clicked)
  })

  test('whoever follows all links at once is a scanner, also over files', async ({ assert }) => {
    const run = await plantRun()
    const spool = newSpool()
    spool.append(hit(run, 0, { link: 0 }))
    spool.append(hit(run, 1, { link: 1 }))
    spool.rotate(true)
    spool.append(hit(run, 0, { link: 1, at: Date.now() + 300 }))
    spool.append(hit(run, 0, { link: 2, at: Date.now() + 600 }))
    spool.rotate(true)
    assert.equal(await takeInHits(spool, 0), 4)
    const events = await eventsOf(run)
    const isMachine = (n: number) =>
      events.filter((one) => one.n === n).map((one) => one.human < 50)
    assert.deepEqual(isMachine(0), [true, true, true])
    assert.deepEqual(isMachine(1), [false])
    // The hidden link was followed before: what comes from there later is no person either.
    spool.append(hit(run, 2, { link: TRAP_LINK }))
    spool.rotate(true)
    await takeInHits(spool, 0)
    spool.append(hit(run, 2, { link: 1, at: Date.now() + 5000 }))
    spool.rotate(true)
    await takeInHits(spool, 0)
    assert.equal((await sendOf(run.runId, 2)).marks & MARK.clickedByPerson, 0)
  })

  test('hits wait for what may come with them', async ({ assert }) => {
    const run = await plantRun()
    const spool = newSpool()
    spool.append(hit(run, 0))
    spool.rotate(true)
    assert.equal(await takeInHits(spool), 0)
    assert.lengthOf(spool.ready(), 1)
    assert.equal(await takeInHits(spool, 0), 1)
    assert.deepEqual(readdirSync(spool.folder), [])
  })

  test('each hit counts once, whatever dies between writing and removing', async ({ assert }) => {
    const run = await plantRun({ recipients: 700 })
    const spool = newSpool()
    for (let n = 0; n < 700; n++) spool.append(hit(run, n))
    spool.rotate(true)
    const [name] = spool.ready()
    const text = readFileSync(spool.path(name), 'utf8')
    const both = await Promise.all([takeInHits(spool, 0), takeInHits(spool, 0)])
    assert.equal(both[0] + both[1], 700)
    // The file is there again, as after a death before it was removed.
    writeFileSync(spool.path(name), text)
    assert.equal(await takeInHits(spool, 0), 0)
    assert.lengthOf(await eventsOf(run), 700)
    assert.containsSubset(await tallyOf(run.runId), { clicked: 700, clicked_human: 700 })
  })

  test('a dead process leaves a file, cut within a line', async ({ assert }) => {
    const run = await plantRun()
    const spool = newSpool()
    spool.append(hit(run, 0))
    const [open] = readdirSync(spool.folder)
    const name = `00000000000001-${run.runId}-0`
    const left = spool.path(`${name}.open`)
    writeFileSync(left, readFileSync(spool.path(open), 'utf8') + '{"kind":"cli')
    assert.deepEqual(spool.ready(), [], 'a living process may still write to it')
    utimesSync(left, new Date(0), new Date(0))
    assert.deepEqual(spool.ready(), [`${name}.hits`])
    assert.equal(await takeInHits(spool, 0), 1)
  })

  test('where no worker comes, the web process takes hits in by itself', async ({ assert }) => {
    const run = await plantRun()
    const spool = newSpool()
    spool.append(hit(run, 0))
    const loop = new HitLoop(spool, { everyMs: 20, settleMs: 0, workerMs: 60 })
    loop.start()
    await until('the hit landed', async () => (await eventsOf(run)).length > 0)
    await loop.stop()
    assert.deepEqual(spool.ready(), [])
    spool.append(hit(run, 1))
    await new HitLoop(spool).stop()
    assert.lengthOf(spool.ready(), 1, 'a file is closed by those who leave')
  })

  test('nothing is kept of runs whose opens or clicks are not to be known', async ({ assert }) => {
    const run = await plantRun()
    await sql('update send_runs set tracks_opens = false where id = ?', [run.runId])
    const spool = newSpool()
    spool.append(hit(run, 0, { kind: 'opened', link: null }))
    spool.append(hit(run, 0))
    spool.append(hit({ ...run, runId: 99_999_999 }, 0))
    spool.rotate(true)
    await takeInHits(spool, 0)
    assert.deepEqual(
      (await eventsOf(run)).map(({ kind }) => kind),
      ['clicked']
    )
  })

  test('links of mails to one person are known too', async ({ assert }) => {
    const { organizationId } = await plantRun()
    const mailId = await plantMail(organizationId)
    const ref: MailRef = { kind: 'mail', mailId }
    await sql(`update outgoing_mails set sent_at = now() - interval '1 hour' where id = ?`, [
      mailId,
    ])
    assert.equal((await visit(link(ref, 3, 'https://example.com/'))).statusCode, 302)
    hitSpool.rotate(true)
    await takeInHits(hitSpool, 0)
    const [mail] = await sql('select marks from outgoing_mails where id = ?', [mailId])
    assert.equal(mail.marks, MARK.clicked | MARK.clickedByPerson)
  })
})
