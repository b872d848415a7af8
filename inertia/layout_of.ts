import type { DefineComponent } from 'vue'

type Page = { default: DefineComponent }

/** The layout of a page by its folder, unless the page names its own. */
export async function withLayout(
  name: string,
  page: Page,
  layouts: Layouts
): Promise<DefineComponent> {
  const component = page.default as DefineComponent & { layout?: unknown }
  component.layout ??= (await layouts(kindOf(name))).default as never
  return component
}

export type LayoutKind = 'public' | 'portal' | 'auth' | 'admin'
export type Layouts = (kind: LayoutKind) => Promise<{ default: unknown }>

export function kindOf(name: string): LayoutKind {
  const folder = name.split('/')[1]
  return folder === 'public' || folder === 'portal' || folder === 'auth' ? folder : 'admin'
}
