import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { EMPTY, type Format, type Writing } from '#messaging/templates/writing'

export type Starter = {
  name: string
  description: string
  category: 'Letters' | 'Courses' | 'Events' | 'Selling' | 'People'
  subject: string
  preheader: string
}

/** Mails to begin with: `resources/mail_templates/<key>.mjml`. */
export const STARTERS: Record<string, Starter> = {
  newsletter: {
    name: 'Newsletter',
    description: 'A story, two short notes and one thing to try.',
    category: 'Letters',
    subject: 'What we learnt this month',
    preheader: 'A story, a free lesson, and one thing to try this week.',
  },
  plain_letter: {
    name: 'Plain letter',
    description: 'One thought, written as to a friend.',
    category: 'Letters',
    subject: 'One thought for your week',
    preheader: 'Short, and worth a minute.',
  },
  welcome: {
    name: 'Welcome',
    description: 'Three first steps for somebody who has just joined.',
    category: 'People',
    subject: 'Welcome to {{ organization.name }}',
    preheader: 'Three good first steps.',
  },
  course_launch: {
    name: 'Course launch',
    description: 'A new course, what it teaches, and a price for the first week.',
    category: 'Courses',
    subject: 'The new course is here',
    preheader: 'What you will learn, and a lower price for the first week.',
  },
  lesson_digest: {
    name: 'Lesson digest',
    description: 'The lessons of the week, day by day.',
    category: 'Courses',
    subject: 'Three lessons for your week',
    preheader: 'Half an hour in all.',
  },
  product_update: {
    name: 'Product update',
    description: 'What has changed, the biggest thing first.',
    category: 'Courses',
    subject: 'What is new at {{ organization.name }}',
    preheader: 'The changes that you will notice.',
  },
  webinar_invitation: {
    name: 'Webinar invitation',
    description: 'When, where, and why to come.',
    category: 'Events',
    subject: 'You are invited: live on Thursday',
    preheader: '45 minutes, free, with time for your questions.',
  },
  webinar_reminder: {
    name: 'Webinar reminder',
    description: 'The link, the day before.',
    category: 'Events',
    subject: 'Tomorrow at seven: your link',
    preheader: 'Your place is saved.',
  },
  event: {
    name: 'Event',
    description: 'A day on site, with its programme.',
    category: 'Events',
    subject: 'Come and see us on 14 June',
    preheader: 'Open doors, a lesson for everybody, and cake.',
  },
  sale: {
    name: 'Sale',
    description: 'A lower price for a few days.',
    category: 'Selling',
    subject: '30 % less on every course until Sunday',
    preheader: 'Once a year, and without a code.',
  },
  cart_reminder: {
    name: 'Cart reminder',
    description: 'For somebody who nearly bought, with answers to what holds people back.',
    category: 'Selling',
    subject: 'Your course is still there',
    preheader: 'Go on where you were.',
  },
  win_back: {
    name: 'Win-back',
    description: 'For somebody who has not been there for a while.',
    category: 'People',
    subject: 'It has been a while',
    preheader: 'Ten minutes are enough to begin again.',
  },
  birthday: {
    name: 'Birthday',
    description: 'Good wishes and a small present.',
    category: 'People',
    subject: 'Happy birthday, {{ contact.first_name | default: "from all of us" }}',
    preheader: 'A small present for you.',
  },
}

/** What a starter says, in MJML. */
export async function starterWriting(key: string): Promise<Writing> {
  const { subject, preheader } = STARTERS[key]
  const source = await readFile(app.makePath('resources/mail_templates', `${key}.mjml`), 'utf8')
  return { ...EMPTY, subject, preheader, source }
}

/** What a template begins with that is written from nothing. */
export function blankWriting(format: Format, kind: 'mail' | 'block'): Writing {
  return { ...EMPTY, source: kind === 'block' ? BLANK_BLOCKS[format] : BLANK_MAILS[format] }
}

const SHEET = `<mj-section mj-class="card" css-class="card" padding="32px 0">
      <mj-column>
        <mj-text mj-class="h1">A headline</mj-text>
        <mj-text>Hello {{ contact.first_name | default: 'there' }}, write your mail here.</mj-text>
        <mj-button href="{{ organization.url }}">One main button</mj-button>
      </mj-column>
    </mj-section>`
const MJML = `<mjml>
  <mj-body>
    {% render 'header' %}
    ${SHEET}
    {% render 'footer' %}
  </mj-body>
</mjml>
`
const BLANK_MAILS: Record<Format, string> = {
  visual: MJML,
  mjml: MJML,
  rich: `<p>Hello {{ contact.first_name | default: 'there' }},</p><p></p>`,
  markdown: `# A headline\n\nHello {{ contact.first_name | default: 'there' }},\n\n`,
  html: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{ subject }}</title>
  </head>
  <body style="margin:0;padding:24px;background-color:#f5f5f4;font-family:{{ brand.font }};color:#292524">
    <p>Hello {{ contact.first_name | default: 'there' }},</p>
    <p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>
  </body>
</html>
`,
}
const BLANK_BLOCKS: Record<Format, string> = {
  visual: `<mjml>\n  <mj-body>\n    ${SHEET}\n  </mj-body>\n</mjml>\n`,
  mjml: `${SHEET}\n`,
  rich: '<p></p>',
  markdown: 'A block that is used in many mails.\n',
  html: '<p>A block that is used in many mails.</p>\n',
}
