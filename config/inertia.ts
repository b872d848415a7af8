import { defineConfig } from '@adonisjs/inertia'

/**
 * Two shells, one renderer: `site_layout` for an organization's public pages
 * (small script, cacheable, no cookie), `inertia_layout` for admin and portal.
 */
export default defineConfig({
  rootView: 'inertia_layout',
  encryptHistory: false,
  ssr: { enabled: true, entrypoint: 'inertia/ssr.ts' },
})
