import { defineConfig } from '@adonisjs/inertia'
import env from '#start/env'

/**
 * Two shells, one renderer: `site_layout` for an organization's public pages
 * (small script, cacheable, no cookie), which core/http/public_page asks for;
 * `inertia_layout` for the admin, the account and the portal.
 */
export default defineConfig({
  rootView: ({ publicPage }) => (publicPage ? 'site_layout' : 'inertia_layout'),
  // Tests ask for pages without knowing the build's manifest.
  assetsVersion: env.get('NODE_ENV') === 'test' ? '1' : undefined,
  encryptHistory: false,
  ssr: { enabled: true, entrypoint: 'inertia/ssr.ts' },
})

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** True while a public page is rendered. */
    publicPage?: boolean
  }
}
