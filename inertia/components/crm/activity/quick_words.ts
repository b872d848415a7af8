const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

export type QuickTask = { title: string; dueOn: string | null; dueTime: string | null }

/**
 * What somebody typed in one line: "Call Ada tomorrow 15:30" is due tomorrow at half past three.
 * Only words at the end count: today, tomorrow, a weekday, "in 3 days", a date such as
 * 2026-11-30, and a time. `today` is the reader's day (YYYY-MM-DD).
 */
export function readQuickTask(text: string, today: string): QuickTask {
  let rest = text.trim().replace(/\s+/g, ' ')
  let dueTime: string | null = null
  const time = rest.match(/^(.+?)(?: at)? ([01]?\d|2[0-3]):([0-5]\d)$/i)
  if (time) {
    dueTime = `${time[2].padStart(2, '0')}:${time[3]}`
    rest = time[1]
  }
  const day = dayAtEnd(rest, today)
  if (day) return { title: day.title, dueOn: day.dueOn, dueTime }
  return { title: rest, dueOn: dueTime ? today : null, dueTime }
}

function dayAtEnd(text: string, today: string): { title: string; dueOn: string } | null {
  const word = text.match(/^(.+?)(?: on)? (\S+)$/i)
  const inDays = text.match(/^(.+) in (\d{1,3}) days?$/i)
  if (inDays) return { title: inDays[1], dueOn: shifted(today, Number(inDays[2])) }
  if (!word) return null
  const [, title, last] = word
  const name = last.toLowerCase()
  if (name === 'today') return { title, dueOn: today }
  if (name === 'tomorrow') return { title, dueOn: shifted(today, 1) }
  if (WEEKDAYS.includes(name)) return { title, dueOn: nextWeekday(today, WEEKDAYS.indexOf(name)) }
  if (/^\d{4}-\d\d-\d\d$/.test(name) && isDay(name)) return { title, dueOn: name }
  return null
}

/** The next such day after today; 0 is Monday. */
function nextWeekday(today: string, weekday: number): string {
  const now = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  return shifted(today, ((weekday - now + 6) % 7) + 1)
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A day of the calendar, days later. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
