const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LEAST = 'A'.padEnd(27, '0')

/**
 * A rank between two others, so that one row alone is written when a card moves.
 * Ranks are compared byte by byte. A rank is a whole part, whose first letter
 * tells its length, and a fraction: putting things at either end makes the whole
 * part count on, so ranks stay short; only what goes between gets a fraction.
 * Null stands for the beginning or the end. Throws RangeError unless before < after.
 */
export function rankBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`"${before}" is not before "${after}"`)
  }
  if (before === null && after === null) return 'a0'
  if (before === null) return rankBefore(after!)
  const whole = wholeOf(before)
  if (after === null) {
    return step(whole, 1) ?? whole + midpoint(before.slice(whole.length), null)
  }
  const end = wholeOf(after)
  if (whole === end) return whole + midpoint(before.slice(whole.length), after.slice(whole.length))
  const next = step(whole, 1)
  return next !== null && next < after ? next : whole + midpoint(before.slice(whole.length), null)
}

/** `count` ranks after `after`, in their order. */
export function ranksAfter(after: string | null, count: number): string[] {
  const ranks: string[] = []
  for (let last = after; ranks.length < count; last = ranks.at(-1)!)
    ranks.push(rankBetween(last, null))
  return ranks
}

function rankBefore(after: string): string {
  const whole = wholeOf(after)
  const fraction = after.slice(whole.length)
  if (whole === LEAST) return whole + midpoint('', fraction)
  return fraction === '' ? step(whole, -1)! : whole
}

/** `a` to `z` begin wholes of 2 to 27 characters that count up from zero, `Z` to `A` those below it. */
function wholeOf(rank: string): string {
  const head = rank.charAt(0)
  const length =
    head >= 'a' && head <= 'z'
      ? head.charCodeAt(0) - 95
      : head >= 'A' && head <= 'Z'
        ? 92 - head.charCodeAt(0)
        : Number.POSITIVE_INFINITY
  if (length > rank.length) throw new RangeError(`"${rank}" is no rank`)
  return rank.slice(0, length)
}

/** The whole before or after; null beyond the last, or where there is none before the first. */
function step(whole: string, by: 1 | -1): string | null {
  const head = whole.charAt(0)
  const digits = [...whole.slice(1)]
  const last = by === 1 ? DIGITS.length - 1 : 0
  for (let n = digits.length - 1; n >= 0; n--) {
    const digit = DIGITS.indexOf(digits[n])
    if (digit !== last) {
      digits[n] = DIGITS[digit + by]
      return head + digits.join('')
    }
    digits[n] = DIGITS[by === 1 ? 0 : DIGITS.length - 1]
  }
  if (head === (by === 1 ? 'z' : 'A')) return null
  if (head === (by === 1 ? 'Z' : 'a')) return by === 1 ? 'a0' : 'Zz'
  const next = String.fromCharCode(head.charCodeAt(0) + by)
  const isLonger = by === 1 ? next > 'a' : next < 'Z'
  const filler = DIGITS[by === 1 ? 0 : DIGITS.length - 1]
  return next + (isLonger ? digits.join('') + filler : digits.slice(1).join(''))
}

/** A fraction between two, without a zero at its end; null for one. */
function midpoint(before: string, after: string | null): string {
  if (after !== null) {
    let same = 0
    while ((before[same] ?? '0') === after[same]) same++
    if (same > 0) return after.slice(0, same) + midpoint(before.slice(same), after.slice(same))
  }
  const from = before ? DIGITS.indexOf(before[0]) : 0
  const to = after === null ? DIGITS.length : DIGITS.indexOf(after[0])
  if (to - from > 1) return DIGITS[Math.round((from + to) / 2)]
  if (after !== null && after.length > 1) return after[0]
  return DIGITS[from] + midpoint(before.slice(1), null)
}
