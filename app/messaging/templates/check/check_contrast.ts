import { contrastOf, parseColor } from '#messaging/templates/check/colors'
import { decode, scanHtml } from '#messaging/templates/check/scan_html'
import type { Finding } from '#messaging/templates/check/check_mail'

type Look = {
  name: string
  color: string
  background: string
  size: number
  isBold: boolean
  isHidden: boolean
}

const PLAIN: Look = {
  name: '',
  color: '#000000',
  background: '#ffffff',
  size: 16,
  isBold: false,
  isHidden: false,
}

/** Words that are hard to read on what is behind them, as far as inline styles tell. */
export function* checkContrast(html: string): Generator<Finding> {
  const stack: Look[] = [PLAIN]
  const said = new Set<string>()
  for (const piece of scanHtml(html)) {
    const look = stack.at(-1)!
    if (piece.kind === 'open' && !piece.isVoid)
      stack.push(within(look, piece.name, piece.attributes))
    if (piece.kind === 'close') {
      const at = stack.findLastIndex(({ name }) => name === piece.name)
      if (at > 0) stack.splice(at)
    }
    if (piece.kind !== 'text' || look.isHidden) continue
    const words = decode(piece.text).replace(/\s+/g, ' ').trim()
    if (!words) continue
    const contrast = contrastOf(look.color, look.background)
    const isLarge = look.size >= 24 || (look.isBold && look.size >= 18.6)
    const pair = `${look.color} ${look.background}`
    if (contrast >= (isLarge ? 3 : 4.5) || said.has(pair)) continue
    said.add(pair)
    yield {
      code: 'low_contrast',
      severity: 'warning',
      title: `Words are hard to read: contrast ${contrast.toFixed(1)} : 1`,
      advice: `Make ${look.color} darker or lighter on ${look.background}, to at least ${isLarge ? '3' : '4.5'} : 1.`,
      excerpt: words.slice(0, 80),
    }
  }
}

function within(outer: Look, name: string, attributes: Record<string, string>): Look {
  const style = Object.fromEntries(
    (attributes.style ?? '').split(';').map((rule) => {
      const [key, ...value] = rule.split(':')
      return [key.trim().toLowerCase(), value.join(':').trim()]
    })
  )
  const background = [style['background-color'], style.background, attributes.bgcolor]
    .map((value) => value?.match(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|^[a-z]+/i)?.[0])
    .find((value) => value && parseColor(value))
  const isPicture =
    /url\(/i.test(`${style.background} ${style['background-image']}`) || attributes.background
  return {
    name,
    color: style.color && parseColor(style.color) ? style.color : linkColor(name, outer),
    // What words on a picture look like, nobody can tell from here.
    background: isPicture ? 'picture' : (background ?? outer.background),
    size: style['font-size'] ? parseFloat(style['font-size']) : outer.size,
    isBold: style['font-weight']
      ? /bold|[6-9]00/.test(style['font-weight'])
      : outer.isBold || /^(b|strong|h[1-6]|th)$/.test(name),
    isHidden: outer.isHidden || /display:\s*none/i.test(attributes.style ?? '') || name === 'head',
  }
}

/** Links without a colour of their own are blue. */
const linkColor = (name: string, outer: Look) => (name === 'a' ? '#0000ee' : outer.color)
