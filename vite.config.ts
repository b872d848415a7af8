import adonisjs from '@adonisjs/vite/client'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The component library writes its colours into a style element at run time; inertia/css/theme.css has them. */
const staticColors = {
  name: 'static-colors',
  enforce: 'pre' as const,
  load: (id: string) =>
    /@nuxt\/ui\/dist\/runtime\/plugins\/colors\.js$/.test(id)
      ? 'export default () => {}'
      : undefined,
}

export default defineConfig(({ command }) => ({
  plugins: [
    staticColors,
    vue(),
    ui({
      router: 'inertia',
      autoImport: { dts: '.adonisjs/client/auto-imports.d.ts' },
      components: { dts: '.adonisjs/client/components.d.ts' },
      icon: {
        clientBundle: {
          // Icons of panels, hits and timelines come from the server.
          scan: {
            globInclude: ['inertia/**/*.{vue,ts}', 'app/**/*.ts'],
            globExclude: ['node_modules/**'],
          },
        },
      },
      ui: {
        colors: { primary: 'fern', secondary: 'carrot', neutral: 'stone' },
        button: { slots: { base: 'cursor-pointer' } },
        alert: { slots: { description: 'opacity-100' } },
      },
    }),
    adonisjs({
      entryPoints: ['inertia/app.ts', 'inertia/site.ts', 'inertia/mail_canvas.ts'],
      serverEntryPoints: ['inertia/ssr.ts'],
      reload: ['resources/views/**/*.edge'],
    }),
  ],
  resolve: {
    alias: {
      '~/': `${import.meta.dirname}/inertia/`,
      '@generated': `${import.meta.dirname}/.adonisjs/client`,
    },
  },
  // The component library resolves virtual modules of its own: bundle all that the server renders
  // with. In development that and no more: there Vite cannot run what is CommonJS.
  ssr: { noExternal: command === 'build' ? true : ['@nuxt/ui'] },
  build: { chunkSizeWarningLimit: 1200 },
}))
