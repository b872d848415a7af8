import type { Writing } from '#messaging/templates/writing'

type Given = {
  subject: string | null
  preheader: string | null
  source: string | null
  project?: Record<string, unknown> | null
  text?: string | null
}

/** Beyond this the editor's project is let go: its MJML says all that is sent. */
const BIGGEST_PROJECT = 1_000_000

/** What a form or the editor sent, as a writing: empty words for none. */
export function givenWriting({ subject, preheader, source, project, text }: Given): Writing {
  return {
    subject: subject ?? '',
    preheader: preheader ?? '',
    source: source ?? '',
    project: project && JSON.stringify(project).length <= BIGGEST_PROJECT ? project : null,
    text: text ?? null,
  }
}
