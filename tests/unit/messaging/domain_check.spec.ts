import { createPrivateKey, createPublicKey } from 'node:crypto'
import { test } from '@japa/runner'
import type { DnsSource } from '#messaging/senders/dns'
import {
  checkRecords,
  isProven,
  judgeDkim,
  judgeDmarc,
  judgeSpf,
} from '#messaging/senders/domain_check'
import { makeDkimKeys, makeSelector } from '#messaging/senders/domain_keys'
import { mechanismsOf, wantedRecords } from '#messaging/senders/domain_records'

const domain = { domain: 'news.school.test', dkimSelector: 'w1', dkimPublicKey: 'MIIBkey' }

/** DNS as a list of names; `down` names give no answer. */
function world(
  txt: Record<string, string[]>,
  { mx = ['mx.school.test'], down = [] as string[] } = {}
): DnsSource {
  const ask = async (name: string, answers: string[]) => {
    if (down.includes(name))
      throw Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' })
    return answers
  }
  return { txt: (name) => ask(name, txt[name] ?? []), mx: (name) => ask(name, mx) }
}

const right = {
  'w1._domainkey.news.school.test': ['v=DKIM1; k=rsa; p=MIIBkey'],
  'news.school.test': ['google-site-verification=x', 'v=spf1 a:relay.test ~all'],
  '_dmarc.school.test': ['v=DMARC1; p=quarantine'],
}

test.group('Checks of a sending domain', () => {
  test('keys are a pair, and fit what stands in DNS', async ({ assert }) => {
    const { privateKey, publicKey } = await makeDkimKeys()
    const derived = createPublicKey(createPrivateKey(privateKey)).export({
      type: 'spki',
      format: 'der',
    })
    assert.equal(derived.toString('base64'), publicKey)
    assert.match(makeSelector(), /^w[a-z0-9]{8}$/)
  })

  test('everything is found, DMARC on the domain above too', async ({ assert }) => {
    const checks = await checkRecords(domain, ['a:relay.test'], world(right))
    assert.deepEqual(
      Object.values(checks).map(({ state }) => state),
      ['ok', 'ok', 'ok', 'ok']
    )
    assert.isTrue(isProven(checks))
  })

  test('nothing there is missing, no answer is unknown and proves nothing', async ({ assert }) => {
    const nothing = await checkRecords(domain, [], world({}, { mx: [] }))
    assert.deepEqual(
      Object.values(nothing).map(({ state }) => state),
      ['missing', 'missing', 'missing', 'missing']
    )
    assert.isFalse(isProven(nothing))
    const silent = await checkRecords(domain, [], world(right, { down: ['news.school.test'] }))
    assert.equal(silent.spf.state, 'unknown')
    assert.isNull(isProven(silent))
  })

  test('a foreign, cut or doubled DKIM key is wrong', ({ assert }) => {
    assert.equal(judgeDkim(['v=DKIM1; k=rsa; p=other'], 'MIIBkey').state, 'wrong')
    assert.include(judgeDkim(['v=DKIM1; k=rsa; p=MIIB'], 'MIIBkey').hint!, 'cut off')
    assert.equal(judgeDkim(['p=MIIBkey', 'p=other'], 'MIIBkey').state, 'wrong')
    assert.equal(judgeDkim(['v=DKIM1; p=MII Bkey'], 'MIIBkey').state, 'ok')
  })

  test('SPF: two of them, +all and a missing server are wrong', ({ assert }) => {
    assert.equal(judgeSpf(['v=spf1 ~all', 'v=spf1 -all'], []).state, 'wrong')
    assert.equal(judgeSpf(['v=spf1 +all'], []).state, 'wrong')
    assert.equal(judgeSpf(['v=spf1 mx ~all'], ['include:mailgun.org']).state, 'wrong')
    assert.equal(
      judgeSpf(['v=spf1 +include:mailgun.org -all'], ['include:mailgun.org']).state,
      'ok'
    )
  })

  test('the wanted SPF record keeps what stands there', ({ assert }) => {
    const { spf } = wantedRecords(domain, ['a:relay.test'], 'v=spf1 include:_spf.google.com -all')
    assert.equal(spf.value, 'v=spf1 include:_spf.google.com a:relay.test -all')
    assert.equal(wantedRecords(domain, [], 'v=spf1 a +all').spf.value, 'v=spf1 a ~all')
    assert.equal(wantedRecords(domain, []).spf.value, 'v=spf1 a mx ~all')
  })

  test('DMARC has to say what is done', ({ assert }) => {
    assert.equal(judgeDmarc(['v=DMARC1; rua=mailto:a@b.test']).state, 'wrong')
    assert.equal(judgeDmarc(['v=DMARC1;p=none']).state, 'ok')
  })

  test('SPF names relays that bounces come back to, and no address of one’s own network', ({
    assert,
  }) => {
    const smtp = (host: string) => ({ provider: 'smtp', settings: { host } })
    assert.deepEqual(
      mechanismsOf([
        smtp('relay.example.com'),
        smtp('relay.example.com'),
        smtp('203.0.113.9'),
        smtp('8.8.8.8'),
        smtp('10.0.0.3'),
        smtp('postal.lan'),
        { provider: 'mailgun', settings: {} },
        { provider: 'postmark', settings: {} },
      ]),
      ['a:relay.example.com', 'ip4:8.8.8.8', 'include:mailgun.org']
    )
  })
})
