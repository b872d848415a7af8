import { areRelated } from '#messaging/reports/dmarc/read_report'
import type { DmarcSource } from '#messaging/queries/reports/dmarc_sums'

export type SourceVerdict = {
  kind:
    'proven' | 'dkim_alone' | 'spf_alone' | 'forwarded' | 'broken' | 'foreign' | 'unknown' | 'mixed'
  title: string
  /** What it means and what to do, in plain words. */
  text: string
}

/** What a source's figures say to somebody who does not know DMARC. */
export function judgeSource(source: DmarcSource): SourceVerdict {
  const { mails, passed, dkim, spf, headerFrom } = source
  const share = mails > 0 ? passed / mails : 1
  if (share >= 0.99) return passing(source, dkim / mails, spf / mails)
  if (source.forwarded / mails >= 0.5) return FORWARDED
  if (share > 0.5) {
    return {
      kind: 'mixed',
      title: 'Mostly proven',
      text: 'Some of its mails lose their signature on the way. If they are yours, see which of your programs sends without DKIM.',
    }
  }
  const isOwn = (domain: string | null) => domain !== null && areRelated(domain, headerFrom)
  if (isOwn(source.dkimDomain) && source.dkimResult !== 'pass') {
    return {
      kind: 'broken',
      title: 'Signed, but the signature does not hold',
      text: `It is signed for ${source.dkimDomain}, but was changed on the way or the key in DNS is another one. Forwarders and mailing lists do that; if it is your own server, renew its key.`,
    }
  }
  const service = [source.dkimDomain, source.spfDomain].find(
    (domain, at) =>
      domain && !isOwn(domain) && (at === 0 ? source.dkimResult : source.spfResult) === 'pass'
  )
  if (service) {
    return {
      kind: 'foreign',
      title: `Vouched for by ${service}, not by you`,
      text: `A service sends in your name and signs as ${service}. If you use it, set up your own domain there (its DKIM records, its return path). If you do not, somebody else uses your name.`,
    }
  }
  return {
    kind: 'unknown',
    title: 'Nobody vouches for it',
    text: 'Neither signed for your domain nor sent from a server that your SPF record names. Either a program of yours that was forgotten, or a forgery. Once your own sources all pass, a policy of quarantine or reject keeps these out.',
  }
}

const FORWARDED: SourceVerdict = {
  kind: 'forwarded',
  title: 'Forwarded',
  text: 'Receivers know it as a forwarder or a mailing list. Nothing to do.',
}

function passing({ sourceIp }: DmarcSource, dkim: number, spf: number): SourceVerdict {
  if (dkim < 0.5) {
    return {
      kind: 'spf_alone',
      title: 'Proven by SPF alone',
      text: `Mails from ${sourceIp} are not signed for your domain: whoever forwards one breaks it. Turn on DKIM where they are sent.`,
    }
  }
  if (spf < 0.5) {
    return {
      kind: 'dkim_alone',
      title: 'Proven by DKIM',
      text: 'The signature holds, which is enough. SPF fails because the mail was forwarded or the return path has another domain.',
    }
  }
  return {
    kind: 'proven',
    title: 'Proven',
    text: 'Signed for your domain and sent from a server that may.',
  }
}
