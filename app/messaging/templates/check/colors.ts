type Rgb = [number, number, number]

const NAMED: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  navy: '#000080',
  orange: '#ffa500',
  yellow: '#ffff00',
}

/** A colour of CSS as red, green and blue; null for what is see-through or not understood. */
export function parseColor(text: string): Rgb | null {
  const color = NAMED[text.trim().toLowerCase()] ?? text.trim().toLowerCase()
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(color)
  if (short) return short.slice(1).map((digit) => parseInt(digit + digit, 16)) as Rgb
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(color)
  if (long) return long.slice(1).map((digits) => parseInt(digits, 16)) as Rgb
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*1(?:\.0+)?\s*)?\)$/.exec(color)
  return rgb ? (rgb.slice(1, 4).map(Number) as Rgb) : null
}

/** Contrast of two colours by WCAG 2, 1 to 21; 21 where one of them is not understood. */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [parseColor(one), parseColor(other)]
  if (!a || !b) return 21
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const share = value / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
