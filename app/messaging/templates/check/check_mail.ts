import { checkContrast } from '#messaging/templates/check/check_contrast'
import { checkLinks } from '#messaging/templates/check/check_links'
import { checkVariables } from '#messaging/templates/check/check_variables'
import { scanHtml } from '#messaging/templates/check/scan_html'

export type MailToCheck = { subject: string; preheader: string; html: string; text: string }

export type CheckOptions = {
  /** Marketing must be refusable by its reader; blocks are parts of mails. */
  purpose: 'marketing' | 'transactional' | 'block'
  /** Keys of custom fields of contacts. */
  customKeys?: string[]
}

/** Something to look at before sending. Errors stop a launch; warnings and hints do not. */
export type Finding = {
  /** Stable: `missing_unsubscribe`. */
  code: string
  severity: 'error' | 'warning' | 'hint'
  title: string
  /** What to do about it. */
  advice: string
  /** Where: the words, the address, the variable. */
  excerpt?: string
}

/** Gmail cuts off what comes after 102 kB. */
const HEAVIEST = 100_000
const LONGEST_SUBJECT = 60

/** Looks through a compiled mail, with its Liquid still in it. Asks nobody: dead links are asked for by askLinks(). */
export function checkMail(mail: MailToCheck, options: CheckOptions): Finding[] {
  const findings = [
    ...(options.purpose === 'block' ? [] : checkHead(mail)),
    ...checkVariables(mail, options.customKeys ?? []),
    ...checkLinks(mail.html),
    ...checkImages(mail.html),
    ...checkContrast(mail.html),
    ...checkWeight(mail.html),
    ...(options.purpose === 'block' ? [] : checkText(mail)),
    ...(options.purpose === 'marketing' ? checkLeave(mail.html) : []),
  ]
  const order = { error: 0, warning: 1, hint: 2 }
  return findings.sort((a, b) => order[a.severity] - order[b.severity])
}

function* checkHead({ subject, preheader }: MailToCheck): Generator<Finding> {
  const words = subject.trim()
  if (!words) {
    yield {
      code: 'empty_subject',
      severity: 'error',
      title: 'The subject is empty',
      advice: 'Say in a few words what the mail is about.',
    }
  } else if (words.replace(/\{\{[^}]*\}\}/g, 'Somebody').length > LONGEST_SUBJECT) {
    yield {
      code: 'long_subject',
      severity: 'warning',
      title: `The subject is longer than ${LONGEST_SUBJECT} characters`,
      advice: 'Phones cut it off. Put what matters first, or make it shorter.',
    }
  } else if (/[A-Z]{3}/.test(words) && words === words.toUpperCase()) {
    yield {
      code: 'shouting_subject',
      severity: 'warning',
      title: 'The subject is all in capitals',
      advice: 'Spam filters and readers take it for shouting. Write it in small letters.',
    }
  }
  if (!preheader.trim()) {
    yield {
      code: 'empty_preheader',
      severity: 'hint',
      title: 'No preview text',
      advice:
        'Inboxes show it beside the subject; without one they take the first words of the mail.',
    }
  }
}

function* checkImages(html: string): Generator<Finding> {
  for (const piece of scanHtml(html)) {
    if (piece.kind !== 'open' || piece.name !== 'img') continue
    const { src = '', alt } = piece.attributes
    if (alt === undefined || (alt === '' && piece.attributes.width !== '1')) {
      yield {
        code: 'missing_alt',
        severity: 'warning',
        title: 'A picture has no description',
        advice: 'Many readers see no pictures at first, and some never. Say what it shows.',
        excerpt: src.slice(0, 120),
      }
    }
    if (!src.trim() || !/^(https?:|cid:|\{)/i.test(src)) {
      yield {
        code: 'broken_picture',
        severity: 'error',
        title: src.startsWith('data:')
          ? 'A picture is written into the mail'
          : 'A picture has no address',
        advice: 'Mail readers do not show it. Choose one from the media library.',
        excerpt: src.slice(0, 60),
      }
    }
  }
}

function* checkWeight(html: string): Generator<Finding> {
  const bytes = Buffer.byteLength(html)
  if (bytes <= HEAVIEST) return
  yield {
    code: 'too_heavy',
    severity: 'warning',
    title: `The mail weighs ${Math.round(bytes / 1000)} kB`,
    advice:
      'Gmail cuts off what comes after 102 kB, the link to unsubscribe included. Leave something out.',
  }
}

function* checkText({ html, text }: MailToCheck): Generator<Finding> {
  if (text.trim() || !html.trim()) return
  yield {
    code: 'empty_text',
    severity: 'warning',
    title: 'The text part is empty',
    advice: 'Write one, or let it be made of the mail: filters distrust mails without it.',
  }
}

function* checkLeave(html: string): Generator<Finding> {
  if (/\{\{-?\s*(unsubscribe_url|preferences_url)\b/.test(html)) return
  yield {
    code: 'missing_unsubscribe',
    severity: 'error',
    title: 'There is no link to unsubscribe',
    advice: 'Add the footer, or a link to {{ unsubscribe_url }}. Without it people press “spam”.',
  }
}
