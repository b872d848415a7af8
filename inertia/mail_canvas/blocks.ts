import type { BlockProperties } from 'grapesjs'
import type { CanvasOpening } from './messages'
import { withBrandInWords, withClosedTags } from './house'

const icon = (paths: string) =>
  `<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`

const ICONS = {
  header: icon(
    '<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 9h18"/><path d="M6.5 6.5h3"/>'
  ),
  footer: icon(
    '<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 15h18"/><path d="M8 17.5h8"/>'
  ),
  text: icon('<path d="M4 6h16M4 10h16M4 14h10M4 18h7"/>'),
  heading: icon('<path d="M6 5v14M18 5v14M6 12h12"/>'),
  button: icon('<rect x="3" y="8" width="18" height="8" rx="3"/><path d="M8 12h8"/>'),
  picture: icon(
    '<rect x="3" y="4" width="18" height="16" rx="2"/><circle cx="9" cy="10" r="1.5"/><path d="m4 18 5-5 4 4 3-3 4 4"/>'
  ),
  divider: icon('<path d="M3 12h18"/><path d="M7 7h10M7 17h10" opacity=".35"/>'),
  spacer: icon('<path d="M12 4v5m0 0-2.5-2.5M12 9l2.5-2.5M12 20v-5m0 0-2.5 2.5M12 15l2.5 2.5"/>'),
  one: icon('<rect x="4" y="5" width="16" height="14" rx="1.5"/>'),
  two: icon(
    '<rect x="3" y="5" width="8" height="14" rx="1.5"/><rect x="13" y="5" width="8" height="14" rx="1.5"/>'
  ),
  three: icon(
    '<rect x="3" y="5" width="4.7" height="14" rx="1"/><rect x="9.7" y="5" width="4.7" height="14" rx="1"/><rect x="16.3" y="5" width="4.7" height="14" rx="1"/>'
  ),
  course: icon('<path d="m3 9 9-4 9 4-9 4z"/><path d="M7 11v5c2.5 2 7.500 2 10 0v-5"/>'),
  quote: icon('<path d="M9 7H5v5h4v-1c0 3-1.500 4.500-3 5M19 7h-4v5h4v-1c0 3-1.500 4.500-3 5"/>'),
  list: icon('<path d="M10 6h10M10 12h10M10 18h10"/><path d="M5 5v3M4 14h2l-2 3h2" />'),
  social: icon(
    '<circle cx="6" cy="12" r="2.500"/><circle cx="18" cy="6" r="2.500"/><circle cx="18" cy="18" r="2.500"/><path d="m8.200 10.800 7.500-3.700M8.200 13.200l7.500 3.700"/>'
  ),
  block: icon(
    '<path d="M12 3 4 7.500v9L12 21l8-4.500v-9z"/><path d="m4 7.500 8 4.500 8-4.500M12 12v9"/>'
  ),
}

const sheet = (inner: string, padding = '16px 0') =>
  `<mj-section mj-class="card" css-class="card" padding="${padding}">${inner}</mj-section>`
const column = (inner: string) => `<mj-column>${inner}</mj-column>`

/** A grey picture to put one's own in the place of. */
export const EMPTY_PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="320"><rect width="600" height="320" fill="#e7e5e4"/><path d="m210 220 70-80 50 55 35-35 45 60z" fill="#a8a29e"/><circle cx="370" cy="120" r="20" fill="#a8a29e"/></svg>'
)}`

/** The palette: parts of a mail, sections, and the blocks that the organization keeps. */
export function paletteOf({
  blocks,
  parts,
  look,
}: Pick<CanvasOpening, 'blocks' | 'parts' | 'look'>): (BlockProperties & { id: string })[] {
  const part = (id: string, label: string, media: string, content: string, category = 'Parts') => ({
    id,
    label,
    media,
    category,
    select: true,
    content: withClosedTags(withBrandInWords(content, look)),
  })
  const section = (id: string, label: string, media: string, content: string) =>
    part(id, label, media, content, 'Sections')
  return [
    part('heading', 'Heading', ICONS.heading, '<mj-text mj-class="h1">A headline</mj-text>'),
    part('text', 'Text', ICONS.text, '<mj-text>Write a few sentences here.</mj-text>'),
    part(
      'button',
      'Button',
      ICONS.button,
      '<mj-button href="{{ organization.url }}">Read more</mj-button>'
    ),
    {
      ...part('picture', 'Picture', ICONS.picture, `<mj-image src="${EMPTY_PICTURE}" alt="" />`),
      activate: true,
    },
    part('divider', 'Line', ICONS.divider, '<mj-divider />'),
    part('spacer', 'Space', ICONS.spacer, '<mj-spacer height="24px" />'),
    part(
      'social',
      'Social links',
      ICONS.social,
      `<mj-text align="left"><a href="https://instagram.com/" style="color:{{ brand.color }}">Instagram</a> · <a href="https://youtube.com/" style="color:{{ brand.color }}">YouTube</a> · <a href="{{ organization.url }}" style="color:{{ brand.color }}">Website</a></mj-text>`
    ),
    section('one', 'One column', ICONS.one, sheet(column('<mj-text>Write here.</mj-text>'))),
    section(
      'two',
      'Two columns',
      ICONS.two,
      sheet(column('<mj-text>On the left</mj-text>') + column('<mj-text>On the right</mj-text>'))
    ),
    section(
      'three',
      'Three columns',
      ICONS.three,
      sheet(
        ['First', 'Second', 'Third']
          .map((word) => column(`<mj-text padding="8px 16px">${word}</mj-text>`))
          .join('')
      )
    ),
    section('header', 'Header', ICONS.header, parts.header),
    section(
      'course',
      'Course card',
      ICONS.course,
      sheet(
        column(
          `<mj-image src="${EMPTY_PICTURE}" alt="" padding="8px 16px 8px 32px" border-radius="8px" />`
        ) +
          column(
            `<mj-text mj-class="h2" padding="8px 32px 4px 16px">The name of the course</mj-text><mj-text mj-class="small" padding="0 32px 4px 16px">What people can do after it, in one sentence.</mj-text><mj-button href="{{ organization.url }}/courses" padding="8px 32px 8px 16px" inner-padding="10px 18px">See the course</mj-button>`
          )
      )
    ),
    section(
      'quote',
      'Quote',
      ICONS.quote,
      sheet(
        column(
          '<mj-text font-style="italic" color="#44403c">“What somebody said who learnt something here.”</mj-text><mj-text mj-class="small" padding="0 32px 8px">Name, town</mj-text>'
        )
      )
    ),
    section(
      'steps',
      'Steps',
      ICONS.list,
      sheet(
        column(
          ['First', 'Then', 'At last']
            .map(
              (word, n) =>
                `<mj-text><strong style="color:{{ brand.color }}">${n + 1}</strong>&nbsp; <strong>${word}.</strong><br />One sentence about it.</mj-text>`
            )
            .join('')
        )
      )
    ),
    section('footer', 'Footer', ICONS.footer, parts.footer),
    ...blocks
      .filter(({ key }) => key !== 'header' && key !== 'footer')
      .map(({ key, name }) =>
        part(
          `block-${key}`,
          name,
          ICONS.block,
          `<mj-raw>{% render '${key}' %}</mj-raw>`,
          'Your blocks'
        )
      ),
  ]
}
