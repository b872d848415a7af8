import { test } from '@japa/runner'
import { deviceOf } from '#messaging/tracking/agents'
import { type Hit, TRAP_LINK } from '#messaging/tracking/hit'
import { type HitContext, humanScore } from '#messaging/tracking/human_score'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'

const SENT = 1_800_000_000_000
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const GMAIL =
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)'
const GMAIL_AHEAD =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0'

const hit = (more: Partial<Hit> = {}): Hit => ({
  kind: 'clicked',
  ref: { kind: 'send', runId: 1, n: 1 },
  link: 1,
  at: SENT + 600_000,
  method: 'GET',
  userAgent: CHROME,
  purpose: null,
  fetch: null,
  hasLanguage: true,
  ...more,
})
const open = (more: Partial<Hit> = {}) => hit({ kind: 'opened', link: null, ...more })
const around = (more: Partial<HitContext> = {}): HitContext => ({
  sentAt: SENT,
  links: 10,
  others: [],
  ...more,
})
const at = (link: number, milliseconds: number, method = 'GET') => ({
  link,
  at: SENT + 600_000 + milliseconds,
  method,
})

test.group('Human score', () => {
  test('people click and open', ({ assert }) => {
    const people: [string, Hit, HitContext?][] = [
      ['a click on a computer', hit()],
      ['a click on a phone', hit({ userAgent: IPHONE })],
      ['a click that the browser vouches for', hit({ fetch: { mode: 'navigate', user: true } })],
      ['a second link a minute later', hit(), around({ others: [at(2, -60_000)] })],
      ['the same link twice', hit(), around({ others: [at(1, -900)] })],
      ['two links in three seconds', hit(), around({ others: [at(2, -2500)] })],
      ['an open in a mail program', open({ userAgent: IPHONE })],
      ['an open in Gmail', open({ userAgent: GMAIL })],
      ['an open in Yahoo', open({ userAgent: 'YahooMailProxy; https://help.yahoo.com/kb' })],
      ['a mail whose sending is not written down yet', hit(), around({ sentAt: null })],
    ]
    for (const [who, one, context = around()] of people) {
      assert.isAtLeast(humanScore(one, context).human, PERSON_FROM, who)
    }
  })

  test('machines do too, and say or show it', ({ assert }) => {
    const machines: [string, string, Hit, HitContext?][] = [
      ['the link that nobody sees', 'trap', hit({ link: TRAP_LINK })],
      [
        'a round that took the hidden link',
        'trapped',
        hit(),
        around({ others: [at(TRAP_LINK, 40)] }),
      ],
      ['a look without loading', 'head', hit({ method: 'HEAD' })],
      ['loading ahead', 'prefetch', hit({ purpose: 'prefetch;prerender' })],
      ['loading ahead, Firefox', 'prefetch', hit({ purpose: 'prefetch' })],
      ['a preview of Safari', 'prefetch', hit({ purpose: 'preview' })],
      ['a gateway', 'machine', hit({ userAgent: 'BarracudaCentral/1.0' })],
      ['a script', 'machine', hit({ userAgent: 'python-requests/2.32.3' })],
      ['a link preview', 'machine', hit({ userAgent: 'Slackbot-LinkExpanding 1.0' })],
      [
        'a browser without a screen',
        'machine',
        hit({ userAgent: CHROME.replace('Chrome', 'HeadlessChrome') }),
      ],
      ['Gmail before the mail is shown', 'machine', open({ userAgent: GMAIL_AHEAD })],
      ['nobody says who', 'no agent', hit({ userAgent: '' })],
      ["Apple's relay", 'privacy relay', open({ userAgent: 'Mozilla/5.0' })],
      ['Gmail a second after sending', 'too soon', open({ userAgent: GMAIL, at: SENT + 900 })],
      ['a click two seconds after sending', 'too soon', hit({ at: SENT + 2000 })],
      ['a click before the sending', 'too soon', hit({ at: SENT - 2000 })],
      [
        'three links in three seconds',
        'fan-out',
        hit(),
        around({ others: [at(2, 500), at(3, 2800)] }),
      ],
      ['all of two links', 'fan-out', hit(), around({ links: 2, others: [at(0, 200)] })],
      ['looked at, then loaded', 'after head', hit(), around({ others: [at(1, -300, 'HEAD')] })],
      ['no language', 'no language', hit({ hasLanguage: false })],
      [
        'an image that is a link',
        'no navigation',
        hit({ fetch: { mode: 'no-cors', user: false } }),
      ],
    ]
    for (const [who, reason, one, context = around()] of machines) {
      const { human, reasons } = humanScore(one, context)
      assert.isBelow(human, PERSON_FROM, who)
      assert.include(reasons, reason, who)
    }
  })

  test('a gesture does not make a person of a machine', ({ assert }) => {
    const scanner = hit({ fetch: { mode: 'navigate', user: true }, at: SENT + 1000 })
    assert.isBelow(humanScore(scanner, around()).human, PERSON_FROM)
    const round = around({ others: [at(2, 100), at(3, 200), at(4, 300)] })
    const clicked = hit({ fetch: { mode: 'navigate', user: true } })
    assert.isBelow(humanScore(clicked, round).human, PERSON_FROM)
  })

  test('a device is told where nobody stands between', ({ assert }) => {
    assert.equal(deviceOf(CHROME), 'desktop')
    assert.equal(deviceOf(IPHONE), 'phone')
    assert.equal(deviceOf('Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36'), 'tablet')
    assert.equal(
      deviceOf('Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Mobile'),
      'phone'
    )
    assert.equal(deviceOf(GMAIL), 'unknown')
  })
})
