import { isKnownVariable, textLiquid } from '#messaging/rendering/liquid'
import type { Finding, MailToCheck } from '#messaging/templates/check/check_mail'

const PARTS = {
  subject: 'subject',
  preheader: 'preview text',
  html: 'mail',
  text: 'text part',
} as const
/** What is empty for some contacts, and reads badly then. */
const SOMETIMES_EMPTY =
  /^contact\.(first_name|last_name|full_name|company|job_title|city|custom\.[\w]+)$/

/** Variables that nobody fills, Liquid that cannot be read, and names without a word for those who have none. */
export function* checkVariables(mail: MailToCheck, customKeys: string[]): Generator<Finding> {
  const said = new Set<string>()
  for (const [part, label] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    for (const finding of inPart(mail[part], label, customKeys)) {
      const key = `${finding.code} ${finding.excerpt}`
      if (said.has(key)) continue
      said.add(key)
      yield finding
    }
  }
}

function* inPart(source: string, label: string, customKeys: string[]): Generator<Finding> {
  let names: string[]
  try {
    names = askedIn(source)
  } catch (error) {
    yield {
      code: 'broken_liquid',
      severity: 'error',
      title: `The ${label} has a placeholder that cannot be read`,
      advice: 'Each {% if %} needs its {% endif %}, each {{ its }}.',
      excerpt: (error as Error).message.split('\n')[0].slice(0, 160),
    }
    return
  }
  for (const name of names) {
    if (isKnownVariable(name, customKeys)) continue
    yield {
      code: 'unknown_variable',
      severity: 'error',
      title: 'A variable is not known',
      advice: 'It stays empty for everybody. Choose one from the list of variables.',
      excerpt: `{{ ${name} }}`,
    }
  }
  for (const [output, name] of source.matchAll(/\{\{-?\s*([\w.]+)\s*(?:\|[^}]*)?-?\}\}/g)) {
    if (!SOMETIMES_EMPTY.test(name) || /\|\s*default\b/.test(output)) continue
    if (new RegExp(`\\{%-?\\s*(if|unless|case)[^%]*${name.replaceAll('.', '\\.')}`).test(source))
      continue
    yield {
      code: 'without_default',
      severity: 'hint',
      title: 'A variable is empty for some readers',
      advice: `Give it a word for them: {{ ${name} | default: 'friend' }}`,
      excerpt: output,
    }
  }
}

/** What a source asks for from outside: not what its own loops and assignments make. */
function askedIn(source: string): string[] {
  return textLiquid
    .globalFullVariablesSync(textLiquid.parse(source))
    .map((name) => name.replace(/\[["'](.+?)["']\]/g, '.$1'))
}
