import type { Writing } from '#messaging/templates/writing'

type Given = {
  subject: string | null
  preheader: string | null
  source: string | null
  project?: Record<string, unknown> | null
  text?: string | null
}

/** What a form or the editor sent, as a writing: empty words for none. */
export function givenWriting({ subject, preheader, source, project, text }: Given): Writing {
  return {
    subject: subject ?? '',
    preheader: preheader ?? '',
    source: source ?? '',
    project: project ?? null,
    text: text ?? null,
  }
}
