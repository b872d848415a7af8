import sharp from 'sharp'
import type { DemoCourse } from '#database/demo/courses/types'

const MOTIFS: Record<DemoCourse['cover']['motif'], (mark: string, hill: string) => string> = {
  ears: (mark, hill) => `
    <g transform="translate(800 520)">
      <path d="M-96 90 C-190 -120 -170 -400 -84 -400 C-10 -400 -18 -150 -18 60 Z" fill="${hill}"/>
      <path d="M96 90 C190 -120 170 -400 84 -400 C10 -400 18 -150 18 60 Z" fill="${hill}"/>
      <path d="M-84 30 C-140 -130 -126 -330 -82 -330 C-46 -330 -50 -140 -46 20 Z" fill="${mark}" opacity=".55"/>
      <path d="M84 30 C140 -130 126 -330 82 -330 C46 -330 50 -140 46 20 Z" fill="${mark}" opacity=".55"/>
      <ellipse cx="0" cy="170" rx="210" ry="190" fill="${hill}"/>
      <circle cx="-78" cy="130" r="17" fill="#1c1917"/><circle cx="78" cy="130" r="17" fill="#1c1917"/>
      <path d="M-24 205 h48 l-24 26 z" fill="${mark}"/>
    </g>`,
  hay: (mark, hill) =>
    Array.from({ length: 46 }, (_, n) => {
      const x = 330 + n * 21
      const lean = ((n * 37) % 90) - 45
      const top = 300 + ((n * 53) % 170)
      return `<path d="M${x} 800 Q${x + lean / 2} 600 ${x + lean} ${top}" stroke="${n % 5 === 0 ? mark : hill}" stroke-width="${7 + (n % 4) * 2}" fill="none" stroke-linecap="round"/>`
    }).join(''),
  sail: (mark, hill) => `
    <path d="M790 170 V660 H440 Q640 460 790 170 Z" fill="${mark}"/>
    <path d="M815 240 Q1010 470 1060 660 H815 Z" fill="${mark}" opacity=".72"/>
    <path d="M420 695 H1130 Q1080 800 960 800 H560 Q460 790 420 695 Z" fill="${hill}"/>
    <rect x="797" y="150" width="10" height="550" fill="${hill}"/>`,
}

/** A cover, drawn: 1600 by 1000 pixels, as a PNG. */
export function drawCover({ sky, hill, mark, motif }: DemoCourse['cover']): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1000" width="1600" height="1000">
    <rect width="1600" height="1000" fill="${sky}"/>
    <circle cx="1290" cy="250" r="120" fill="${mark}" opacity=".28"/>
    ${MOTIFS[motif](mark, hill)}
    <path d="M0 800 Q400 700 800 790 T1600 770 V1000 H0 Z" fill="${hill}" opacity=".9"/>
    <path d="M0 880 Q500 800 1000 880 T1600 860 V1000 H0 Z" fill="${hill}"/>
  </svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer()
}

/** A one-page PDF of some lines of text, the first as its title. */
export function writePdf(lines: string[]): Buffer {
  const text = lines
    .map((line, n) => {
      const safe = line.replace(/[^\x20-\x7E]/g, '-').replace(/[\\()]/g, '\\$&')
      const [size, leading] = n === 0 ? [20, 30] : [12, 22]
      return `/F1 ${size} Tf ${leading} TL (${safe}) Tj T*`
    })
    .join('\n')
  const stream = `BT 60 780 Td\n${text}\nET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, n) => {
    const at = body.length
    body += `${n + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1'
  )
}
