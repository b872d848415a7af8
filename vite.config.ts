import adonisjs from '@adonisjs/vite/client'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    vue(),
    ui({
      router: 'inertia',
      autoImport: { dts: '.adonisjs/client/auto-imports.d.ts' },
      components: { dts: '.adonisjs/client/components.d.ts' },
      icon: { clientBundle: { scan: true } },
      ui: {
        colors: { primary: 'fern', secondary: 'carrot', neutral: 'stone' },
        button: { slots: { base: 'cursor-pointer' } },
      },
    }),
    adonisjs({
      entryPoints: ['inertia/app.ts', 'inertia/site.ts'],
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
  build: { chunkSizeWarningLimit: 1200 },
})
