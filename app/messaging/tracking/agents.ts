/** Machines that load a mail's pictures for people: whether and when somebody looked, they do not tell equally. */
const PROXIES = [
  // Loads when the mail is opened: an open, from a machine.
  { name: 'Gmail', pattern: /GoogleImageProxy/, opensForPerson: true },
  { name: 'Yahoo', pattern: /YahooMailProxy/, opensForPerson: true },
  { name: 'Outlook', pattern: /OutlookImageProxy|Microsoft Outlook Image/i, opensForPerson: true },
] as const

/** Security gateways, previews, crawlers and tools, by User-Agent; Gmail says `Edge/12.246 Mozilla` when it loads ahead. */
const MACHINES =
  /bot\b|bot\/|crawler|spider|slurp|scan|barracuda|mimecast|proofpoint|messagelabs|symantec|ironport|fortiguard|fortimail|trendmicro|sophos|zscaler|forcepoint|cisco|bitdefender|kaspersky|avira|\beset\b|safebrowsing|safelinks|urldefense|trustwave|cloudmark|checkpoint|mailguard|spamhaus|urlscan|virustotal|phish|facebookexternalhit|slack-img|slackbot|twitterbot|linkedinbot|whatsapp|telegrambot|skypeuripreview|discordbot|embedly|bingpreview|yandex(bot|images)|headless|phantomjs|puppeteer|playwright|selenium|python|aiohttp|httpx|curl|wget|libwww|java\/|okhttp|go-http-client|apache-httpclient|node-fetch|undici|axios|guzzle|ruby|perl|http_request|winhttp|microsoft office existence|ms-office|edge\/12\.246 mozilla|cfnetwork(?!.*mozilla)/i

/**
 * Apple's Mail Privacy Protection loads every picture of every mail through a relay, soon after it arrived: it says
 * "Mozilla/5.0" and nothing else.
 */
const isApplePrivacy = (userAgent: string) => userAgent.trim() === 'Mozilla/5.0'

export type Agent =
  | { kind: 'person' }
  | { kind: 'proxy'; name: string }
  | { kind: 'privacy' }
  | { kind: 'machine' }
  | { kind: 'none' }

/** Who loads, as far as the User-Agent tells. */
export function agentOf(userAgent: string): Agent {
  if (userAgent.trim() === '') return { kind: 'none' }
  const proxy = PROXIES.find(({ pattern }) => pattern.test(userAgent))
  if (proxy) return { kind: 'proxy', name: proxy.name }
  if (isApplePrivacy(userAgent)) return { kind: 'privacy' }
  return MACHINES.test(userAgent) ? { kind: 'machine' } : { kind: 'person' }
}

export type Device = 'phone' | 'tablet' | 'desktop' | 'unknown'

/** For reports: what somebody read on. Proxies hide it. */
export function deviceOf(userAgent: string): Device {
  if (agentOf(userAgent).kind !== 'person') return 'unknown'
  if (/ipad|tablet|android(?!.*mobile)/i.test(userAgent)) return 'tablet'
  if (/iphone|ipod|android|mobile/i.test(userAgent)) return 'phone'
  return /windows|macintosh|x11|linux|cros/i.test(userAgent) ? 'desktop' : 'unknown'
}
