import { domainToASCII } from 'node:url'

/** Providers where anybody has a mailbox: their domains say nothing about where one works. */
const FREE_MAIL = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de hotmail.fr hotmail.it hotmail.es ' +
    'hotmail.co.uk live.com live.de live.fr live.nl live.co.uk msn.com yahoo.com yahoo.de yahoo.fr yahoo.it ' +
    'yahoo.es yahoo.co.uk yahoo.com.br ymail.com rocketmail.com icloud.com me.com mac.com aol.com aol.de ' +
    'gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org ' +
    'proton.me protonmail.com pm.me tutanota.com tuta.com tuta.io hey.com fastmail.com zoho.com mail.com ' +
    'email.com mail.ru yandex.ru yandex.com inbox.ru list.ru bk.ru qq.com 163.com 126.com sina.com naver.com ' +
    'daum.net hanmail.net orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr neuf.fr libero.it virgilio.it ' +
    'tiscali.it alice.it tin.it ziggo.nl kpnmail.nl xs4all.nl planet.nl home.nl hetnet.nl telenet.be skynet.be ' +
    'bluewin.ch hispeed.ch sunrise.ch a1.net aon.at chello.at btinternet.com sky.com virginmedia.com ' +
    'talktalk.net ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net ' +
    'cox.net charter.net earthlink.net shaw.ca rogers.com sympatico.ca telus.net bigpond.com optusnet.com.au ' +
    'uol.com.br bol.com.br terra.com.br wp.pl o2.pl interia.pl onet.pl seznam.cz centrum.cz email.cz'
  ).split(' ')
)

/**
 * The form in which domains of companies are compared: host only, lower case,
 * without "www.", international names in ASCII. Null for no domain.
 */
export function normalizeDomain(text: string): string | null {
  const given = text.trim().toLowerCase()
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//.test(given) ? given : `https://${given}`)
  const host = domainToASCII(url?.hostname ?? '')
    .replace(/\.$/, '')
    .replace(/^www\./, '')
  const isDomain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(
    host
  )
  return isDomain && host.length <= 253 && !url?.username ? host : null
}

/** The domain of a business address; null for a free mailbox and for no address. */
export function businessDomain(email: string): string | null {
  const domain = email.includes('@')
    ? normalizeDomain(email.slice(email.lastIndexOf('@') + 1))
    : null
  return domain && !FREE_MAIL.has(domain) ? domain : null
}
