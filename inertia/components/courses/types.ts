export type Money = { minor: number; currency: string }

export type Offer = {
  productId: string
  name: string
  isFree: boolean
  price: Money | null
  prices: Money[]
  currencies: string[]
  seatsLeft: number | null
  soldOut: boolean
}

export type OutlineLesson = {
  id: string
  title: string
  slug: string
  isPreview: boolean
  hasVideo: boolean
  durationSeconds: number | null
}

export type LearnerLesson = OutlineLesson & { isCompleted: boolean }

export type OutlineModule<L = OutlineLesson> = { id: string; title: string; lessons: L[] }

export type Picture = {
  url: string
  srcset: string | null
  width: number | null
  height: number | null
}

export type StoredFile = {
  id: string
  name: string
  mime: string
  size: number
  url: string | null
  srcset: string | null
}

export type LessonFile = { id: string; name: string; mime: string; size: number }

export type EditorCourse = {
  id: string
  title: string
  slug: string
  subtitle: string | null
  descriptionHtml: string
  outcomes: string[]
  status: string
  seoTitle: string | null
  seoDescription: string | null
  coverFileId: string | null
  productId: string | null
  publishedAt: string | null
  updatedAt: string
}

export type EditorLesson = {
  id: string
  moduleId: string
  title: string
  slug: string
  bodyHtml: string
  isPreview: boolean
  durationSeconds: number | null
  playerUrl: string | null
  vimeoLink: string | null
  updatedAt: string
}

export type EditorCan = {
  update: boolean
  publish: boolean
  delete: boolean
  editLessons: boolean
  deleteLessons: boolean
  upload: boolean
}

/** Minutes for people: "4 min", "1 h 20 min". */
export function duration(seconds: number | null): string | null {
  if (!seconds) return null
  const minutes = Math.max(1, Math.round(seconds / 60))
  const hours = Math.floor(minutes / 60)
  return hours ? `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}` : `${minutes} min`
}

/** An amount for people, without needless zeros: "€49", "€49.90". */
export function price({ minor, currency }: Money, locale = 'en'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const isWhole = minor % 10 ** digits === 0
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: isWhole ? 0 : digits,
  }).format(minor / 10 ** digits)
}

/** A file size for people. */
export function fileSize(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
