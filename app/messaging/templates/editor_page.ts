import type { Staff } from '#identity/staff'
import { VARIABLES } from '#messaging/rendering/liquid'
import { mailLook } from '#messaging/templates/brand'
import { addressesIn } from '#messaging/templates/check/check_links'
import { checkMail, type Finding } from '#messaging/templates/check/check_mail'
import { HOUSE_ATTRIBUTES, HOUSE_BLOCKS } from '#messaging/templates/compile/house_mjml'
import { localPictures } from '#messaging/templates/local_pictures'
import type MailTemplate from '#messaging/templates/models/mail_template'
import { previewOf } from '#messaging/templates/preview'
import { blockChoices } from '#messaging/queries/templates/blocks'
import { fieldVariables } from '#messaging/queries/templates/readers'
import { teamAddresses } from '#messaging/queries/templates/team_addresses'
import MailTemplateTransformer from '#messaging/templates/transformers/mail_template_transformer'
import type { Problem, Writing } from '#messaging/templates/writing'

export type Variable = { name: string; label: string; example: string; group: string }

/** Props of the editor. */
export async function editorProps(template: MailTemplate, staff: Staff) {
  const [writing, tools, team] = await Promise.all([
    template.writing(),
    writingTools(template.key),
    teamAddresses(),
  ])
  return {
    template: new MailTemplateTransformer(template).toObject(),
    writing,
    ...tools,
    team,
    can: {
      update: staff.can('templates:update') && !template.isArchived,
      delete: staff.can('templates:delete'),
      create: staff.can('templates:create'),
      readers: staff.can('contacts:read'),
      upload: staff.can('files:create'),
    },
  }
}

/** What whoever writes a mail puts in: variables, blocks but for the one that is written, the look of the canvas. */
export async function writingTools(exceptKey: string | null = null) {
  const [look, blocks, variables] = await Promise.all([
    mailLook(),
    blockChoices(),
    variableChoices(),
  ])
  return {
    variables,
    blocks: [
      ...Object.entries(HOUSE_BLOCKS).map(([key, { label }]) => ({ key, name: label })),
      ...blocks.filter(({ key }) => key !== exceptKey).map(({ key, name }) => ({ key, name })),
    ],
    canvas: {
      look,
      attributes: HOUSE_ATTRIBUTES,
      parts: { header: HOUSE_BLOCKS.header.mjml(look), footer: HOUSE_BLOCKS.footer.mjml(look) },
    },
  }
}

/** What a mail can say, for the picker of variables. */
async function variableChoices(): Promise<Variable[]> {
  const house = Object.entries(VARIABLES)
    .filter(([name]) => !['subject', 'preheader'].includes(name))
    .map(([name, { label, example }]) => ({ name, label, example, group: groupOf(name) }))
  const fields = (await fieldVariables()).map(({ key, label }) => ({
    name: `contact.custom.${key}`,
    label,
    example: '',
    group: 'Fields of contacts',
  }))
  return [...house, ...fields]
}

function groupOf(name: string): string {
  if (name.startsWith('contact.')) return 'Reader'
  return name.endsWith('_url') ? 'Links' : 'You'
}

export type CheckedPreview = {
  subject: string
  preheader: string
  html: string
  text: string
  /** The text part with its Liquid: what one begins with who writes it by hand. */
  textSource: string
  /** Bytes of the mail's HTML. */
  weight: number
  findings: Finding[]
  /** Addresses to ask whether they are there. */
  links: string[]
}

/** What is being written, as the panel beside it shows it. */
export async function checkedPreview(
  template: MailTemplate,
  writing: Writing,
  contactId: string | null
): Promise<CheckedPreview> {
  const { compiled, filled } = await previewOf(template, writing, contactId)
  const { subject, preheader } = writing
  const findings = checkMail(
    { subject, preheader, html: compiled.html, text: compiled.text },
    {
      purpose: template.kind === 'block' ? 'block' : 'marketing',
      customKeys: (await fieldVariables()).map(({ key }) => key),
    }
  )
  return {
    ...filled,
    html: localPictures(filled.html),
    textSource: compiled.text,
    weight: Buffer.byteLength(compiled.html),
    findings: [...compiled.problems.map(problemFinding), ...findings],
    links: addressesIn(filled.html).slice(0, 30),
  }
}

function problemFinding({ severity, message, line }: Problem): Finding {
  return {
    code: 'source_problem',
    severity,
    title: severity === 'error' ? 'Something cannot be read' : 'Something was left out',
    advice: message,
    ...(line ? { excerpt: `Line ${line}` } : {}),
  }
}
