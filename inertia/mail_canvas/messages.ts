/* What the editor's page and the canvas in its frame say to each other. Both are ours, and of one origin. */

export type CanvasOpening = {
  type: 'open'
  project: Record<string, unknown> | null
  mjml: string
  variables: { name: string; label: string; group: string }[]
  blocks: { key: string; name: string }[]
  /** `brand.*`, filled in where the canvas shows a part; the source keeps the variable. */
  look: Record<string, unknown>
  /** `<mj-attributes>` of the house, which mails are compiled with. */
  attributes: string
  /** MJML of the parts that every organization has. */
  parts: { header: string; footer: string }
  isDark: boolean
}

export type ToCanvas =
  | CanvasOpening
  | { type: 'picture'; url: string; alt: string }
  | { type: 'flush' }
  | { type: 'theme'; isDark: boolean }

export type CanvasState = { project: Record<string, unknown>; mjml: string }

export type FromCanvas =
  | { type: 'ready' }
  | ({ type: 'changed' } & CanvasState)
  /** `isChanged`: since it was opened, or since it told last. */
  | ({ type: 'flushed'; isChanged: boolean } & CanvasState)
  | { type: 'pick-picture' }
  | { type: 'save' }
