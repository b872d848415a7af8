export type DemoLesson = {
  title: string
  minutes: number
  isPreview?: boolean
  vimeoLink?: string
  html: string
  /** A hand-out, written as a PDF: its name and its lines. */
  handout?: { name: string; lines: string[] }
}

export type DemoCourse = {
  title: string
  subtitle: string
  description: string
  outcomes: string[]
  isFree: boolean
  prices: { currency: string; amountMinor: number }[]
  seatLimit: number | null
  /** Colours of the drawn cover: sky, hill, mark. */
  cover: { sky: string; hill: string; mark: string; motif: 'ears' | 'hay' | 'sail' }
  modules: { title: string; lessons: DemoLesson[] }[]
}
