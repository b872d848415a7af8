/** What clocks on the wall show in a zone, as `<input type="datetime-local">` takes it: 2026-11-24T09:00. */
export function wallClockIn(iso: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso))
  const of = (type: string) => parts.find((part) => part.type === type)!.value
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/** The moment at which clocks in a zone show so; where they skip the hour, the one after it. */
export function instantIn(text: string, zone: string): string {
  const wanted = Date.parse(`${text}:00Z`)
  let at = wanted
  // The offset at the guess may be another than at the answer: twice is enough.
  for (let n = 0; n < 2; n++) at += wanted - Date.parse(`${wallClockIn(iso(at), zone)}:00Z`)
  return iso(at)
}

const iso = (at: number) => new Date(at).toISOString()
