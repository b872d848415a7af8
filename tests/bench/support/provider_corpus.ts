import type pg from 'pg'
import type { Fate } from '#sandbox/mail_providers/events/shapes'
import type { Signed } from '#sandbox/mail_providers/events/signers'
import type { TakenMail } from '#sandbox/mail_providers/providers'

/** A delivery to a webhook. */
export type Post = Signed & {
  path: string
  isForged: boolean
  /** Hashes of addresses that are suppressed by it. */
  suppresses: string[]
  after?: () => Promise<void>
}

const ARRAY = 25
const READERS = 40_000

/** Of a hundred mails: two and a half bounce, half a one complains, nine come late; of these every other is told in the wrong order. */
function fatesOf(n: number): Fate[] {
  const at = n % 200
  if (at < 5) return ['bounced']
  if (at === 5) return ['complained', 'delivered']
  if (at < 24) return n % 2 === 0 ? ['delivered', 'deferred'] : ['deferred', 'delivered']
  return ['delivered']
}

const MARKS: Record<Fate, number> = {
  delivered: 1,
  bounced: 2,
  soft: 4,
  blocked: 8,
  complained: 16,
  deferred: 0,
}

const marksOf = (n: number) => fatesOf(n).reduce((marks, fate) => marks | MARKS[fate], 0)

/** Events of four providers for mails of one run, in the order in which they are sent. */
export async function eventsOfProviders(count: number) {
  const { plantRun, plantMail, plantMailAccount } = await import('#tests/support/sends')
  const { plantOrganization } = await import('#tests/support/organizations')
  const { hashOfAddress } = await import('#crm/address_hash')
  const { refOf } = await import('#messaging/refs')
  const { sql } = await import('#core/database/sql')
  const sign = await import('#sandbox/mail_providers/events/signers')
  const shape = await import('#sandbox/mail_providers/events/shapes')
  const keys = sign.sendgridKeys()
  const organizationId = await plantOrganization()
  const account = (provider: string, webhookSecret: string) =>
    plantMailAccount(organizationId, provider, { secrets: { webhookSecret } })
  const [sendgrid, postmark, mailgun, resend] = await Promise.all([
    account('sendgrid', keys.publicKey),
    account('postmark', 'secret'),
    account('mailgun', 'secret'),
    account('resend', 'whsec_c2VjcmV0'),
  ])
  const run = await plantRun({ recipients: Math.min(count, READERS), organizationId })
  const mails = run.contacts.length

  const taken = (n: number, ref: string | null, to = run.contacts[n].email): TakenMail => ({
    provider: 'postmark',
    account: 'x',
    id: `bench-${n}`,
    ref,
    messageId: null,
    from: 'a@b.test',
    to,
    takenAt: new Date().toISOString(),
  })
  const mailOf = (n: number) => taken(n, refOf({ kind: 'send', runId: run.runId, n }))
  const suppressedBy = (n: number) =>
    fatesOf(n).some((fate) => fate === 'bounced' || fate === 'complained')
      ? [hashOfAddress(run.contacts[n].email)]
      : []

  const single = (n: number, fate: Fate, secret = 'secret'): Post => {
    const suppresses = fate === 'bounced' || fate === 'complained' ? suppressedBy(n) : []
    const common = { isForged: secret !== 'secret', suppresses }
    if (n % 3 === 0) {
      const signed = sign.signPostmark(JSON.stringify(shape.postmarkEvent(fate, mailOf(n))), secret)
      return { ...signed, path: `/webhooks/postmark/${postmark}`, ...common }
    }
    if (n % 3 === 1) {
      const signed = sign.signMailgun(shape.mailgunEvent(fate, mailOf(n)), secret)
      return { ...signed, path: `/webhooks/mailgun/${mailgun}`, ...common }
    }
    const key = secret === 'secret' ? 'whsec_c2VjcmV0' : 'whsec_b3RoZXI='
    const body = JSON.stringify(shape.resendEvent(fate, mailOf(n)))
    const signed = sign.signResend(body, key, { id: `msg_bench_${n}_${fate}` })
    return { ...signed, path: `/webhooks/resend/${resend}`, ...common }
  }
  const array = (from: number): Post => {
    const ns = Array.from({ length: ARRAY }, (_, i) => from + i).filter((n) => n < mails)
    const told = ns.flatMap((n) => fatesOf(n).map((fate) => shape.sendgridEvent(fate, mailOf(n))))
    const body = JSON.stringify(told)
    return {
      ...sign.signSendgrid(body, keys.privateKey),
      path: `/webhooks/sendgrid/${sendgrid}`,
      isForged: false,
      suppresses: ns.flatMap(suppressedBy),
    }
  }

  // Half of the mails in arrays, spread among the single ones.
  const posts: Post[] = []
  const half = Math.floor(mails / 2)
  let events = 0
  for (let n = 0; n < half; n++) {
    for (const fate of fatesOf(n)) {
      posts.push(single(n, fate))
      events++
    }
    if (n % ARRAY === 0) {
      posts.push(array(half + n))
      events += ARRAY
    }
  }
  const isSingle = (post: Post) => !post.path.includes('sendgrid')
  // 1 % forged, 5 % again, 5 % out of order.
  const insert = (at: number, post: Post) => posts.splice(Math.min(at, posts.length), 0, post)
  const forged = Math.floor(mails / 100)
  for (let i = 0; i < forged; i++)
    insert((i * posts.length) / forged, single(i % half, 'bounced', 'another'))
  for (let i = 0; i < posts.length; i += 20) {
    if (!isSingle(posts[i]) || posts[i].isForged) continue
    insert(i + 3 + (i % 400), posts[i])
    events++
  }
  for (let i = 10; i < posts.length - 300; i += 20) {
    const later = i + 1 + (i % 300)
    ;[posts[i], posts[later]] = [posts[later], posts[i]]
  }
  // 2 % speak of mails that do not know their provider's id yet.
  const early: { mailId: string; providerId: string }[] = []
  const count2 = Math.floor(mails / 50)
  for (let i = 0; i < count2; i++) {
    const mailId = await plantMail(organizationId, { address: `early-${i}@readers.test` })
    const mail = { ...taken(0, null, `early-${i}@readers.test`), id: `early-${i}` }
    const signed = sign.signPostmark(
      JSON.stringify(shape.postmarkEvent('delivered', mail)),
      'secret'
    )
    early.push({ mailId, providerId: mail.id })
    insert((i * posts.length) / count2, {
      ...signed,
      path: `/webhooks/postmark/${postmark}`,
      isForged: false,
      suppresses: [],
      after: async () => {
        await sql('update outgoing_mails set account_id = ?, provider_id = ? where id = ?', [
          postmark,
          mail.id,
          mailId,
        ])
      },
    })
    events++
  }

  return {
    organizationId,
    posts,
    events,
    /** Compares what stands in the database with what was sent. */
    async check(pool: pg.Pool) {
      const { rows } = await pool.query(
        `select s.n, s.marks, (select count(*)::int from send_events e where e.run_id = s.run_id and e.n = s.n) as events
         from sends s where s.run_id = $1 and s.n < $2`,
        [run.runId, mails]
      )
      const early2 = await pool.query(
        `select count(*)::int as n from outgoing_mails where id = any($1::uuid[]) and marks & 1 = 0`,
        [early.map(({ mailId }) => mailId)]
      )
      const { rows: kept } = await pool.query(
        `select count(*)::int as all, count(*) filter (where state <> 'applied')::int as waiting
         from receipts where organization_id = $1`,
        [organizationId]
      )
      const genuine = rows.reduce((sum, { n }) => sum + fatesOf(n).length, early.length)
      const unique = new Set<number>(rows.map(({ n }) => n))
      return {
        lost:
          rows.filter(({ n, events: told }) => told < fatesOf(n).length).length +
          early2.rows[0].n +
          kept[0].waiting,
        doubled: rows.filter(({ n, events: told }) => told > fatesOf(n).length).length,
        wrong: rows.filter(({ n, marks }) => marks !== marksOf(n)).length + (mails - unique.size),
        forged: Math.max(0, kept[0].all - genuine),
      }
    },
  }
}
