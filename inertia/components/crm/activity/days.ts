import { shifted } from './quick_words'

/** "Today", "Yesterday", "Friday, 20 November"; with the year where it is another. */
export function dayHeading(iso: string, zone: string | undefined, now = new Date()): string {
  const day = dayIn(zone, new Date(iso))
  if (day === dayIn(zone, now)) return 'Today'
  if (day === dayIn(zone, new Date(now.getTime() - 86_400_000))) return 'Yesterday'
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: day.slice(0, 4) === dayIn(zone, now).slice(0, 4) ? undefined : 'numeric',
    timeZone: zone,
  }).format(new Date(iso))
}

/** YYYY-MM-DD of a moment in a zone; in the browser's where it is not given. */
export function dayIn(zone: string | undefined, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  }).format(moment)
}

export function timeOf(iso: string, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(iso))
}

/** "Today", "Tomorrow", "Mon, 23 Nov", of a day of the calendar (YYYY-MM-DD). */
export function dueDay(day: string, zone: string | undefined, now = new Date()): string {
  const today = dayIn(zone, now)
  if (day === today) return 'Today'
  if (day === shifted(today, 1)) return 'Tomorrow'
  if (day === shifted(today, -1)) return 'Yesterday'
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: day.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}
