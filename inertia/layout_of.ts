import type { DefineComponent } from 'vue'

type Page = { default: DefineComponent & { layout?: unknown } }

/** The layout of a page by its folder, unless the page names its own. */
export async function withLayout(name: string, page: Page, layouts: Layouts): Promise<Page['default']> {
  const component = page.default
  component.layout ??= (await layouts(kindOf(name))).default
  return component
}

export type LayoutKind = 'public' | 'portal' | 'auth' | 'admin'
export type Layouts = (kind: LayoutKind) => Promise<{ default: unknown }>

export function kindOf(name: string): LayoutKind {
  const folder = name.split('/')[1]
  return folder === 'public' || folder === 'portal' || folder === 'auth' ? folder : 'admin'
}
