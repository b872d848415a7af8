import { indexEntities } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'
import { indexPolicies } from '@adonisjs/bouncer'
import { indexPages } from '@adonisjs/inertia'

const inApp = (glob: string) => ({ source: 'app', importAlias: '#app', glob: [glob] })

export default defineConfig({
  directories: { commands: 'app/commands', stubs: 'resources/stubs' },
  commands: [() => import('#start/commands')],
  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    { file: () => import('@adonisjs/core/providers/repl_provider'), environment: ['repl', 'test'] },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('#core/vite_provider'),
    () => import('@adonisjs/inertia/inertia_provider'),
    () => import('@adonisjs/static/static_provider'),
    () => import('@adonisjs/bouncer/bouncer_provider'),
    () => import('@adonisjs/mail/mail_provider'),
    () => import('@adonisjs/drive/drive_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@rlanz/bull-queue/queue_provider'),
    () => import('#core/core_provider'),
    { file: () => import('#messaging/tracking/tracking_provider'), environment: ['web'] },
  ],
  preloads: [
    () => import('#start/validator'),
    () => import('#start/registries'),
    () => import('#start/events'),
    () => import('#start/kernel'),
    () => import('#start/routes'),
  ],
  tests: {
    suites: [
      { name: 'unit', files: ['tests/unit/**/*.spec.{ts,js}'], timeout: 10_000 },
      { name: 'architecture', files: ['tests/architecture/**/*.spec.{ts,js}'], timeout: 60_000 },
      { name: 'contracts', files: ['tests/contracts/**/*.spec.{ts,js}'], timeout: 30_000 },
      { name: 'functional', files: ['tests/functional/**/*.spec.{ts,js}'], timeout: 30_000 },
      { name: 'browser', files: ['tests/browser/**/*.spec.{ts,js}'], timeout: 90_000 },
    ],
    forceExit: true,
  },
  metaFiles: [
    { pattern: 'resources/**/*', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
    { pattern: 'config/*.yaml', reloadServer: false },
    { pattern: 'database/demo/**', reloadServer: false },
    { pattern: 'bin/launcher/environment.js', reloadServer: false },
  ],
  hooks: {
    init: [
      indexEntities({
        controllers: { enabled: true, ...inApp('**/controllers/**/*_controller.ts') },
        // The event barrel imports eagerly and would load every domain; start/events.ts is the wiring.
        events: { enabled: false },
        listeners: { enabled: false },
        transformers: {
          enabled: true,
          withSharedProps: true,
          ...inApp('**/transformers/**/*_transformer.ts'),
        },
      }),
      indexPolicies(inApp('**/policies/**/*_policy.ts')),
      indexPages({ framework: 'vue3' }),
    ],
    buildStarting: [() => import('@adonisjs/vite/build_hook')],
  },
})
