/** A field of a form as it is drawn. */
export type DrawnField = {
  key: string
  name: string
  label: string
  help: string | null
  type:
    | 'text'
    | 'email'
    | 'tel'
    | 'textarea'
    | 'number'
    | 'date'
    | 'checkbox'
    | 'select'
    | 'checkboxes'
    | 'url'
  autocomplete: string | null
  isRequired: boolean
  options: { value: string; label: string }[]
}

export type FormTopic = { id: string; name: string; description: string | null }

/** A form as visitors see it. */
export type FormView = {
  slug: string
  title: string
  intro: string
  button: string
  wording: string
  needsTick: boolean
  color: string | null
  fields: DrawnField[]
  topics: FormTopic[]
}

/** What was typed before something was found wrong. */
export type Typed = {
  email?: string
  first_name?: string
  last_name?: string
  phone?: string
  custom?: Record<string, string | string[]>
  topics?: string[]
}

/** A form as it is edited. */
export type EditedForm = {
  name: string
  slug: string
  title: string
  intro: string
  button: string
  wording: string
  needsTick: boolean
  thanks: string
  redirectPath: string
  fields: { key: string; isRequired: boolean }[]
  topicIds: string[]
  letsChoose: boolean
  asksConfirmation: boolean
  tag: string
  segmentId: string | null
  color: string
  isOpen: boolean
}
