import './css/app.css'
import ui from '@nuxt/ui/vue-plugin'
import { createInertiaApp } from '@inertiajs/vue3'
import { createSSRApp, h, type DefineComponent } from 'vue'
import UApp from '@nuxt/ui/components/App.vue'
import { keepEarlyInput } from './early_input'
import { withLayout } from './layout_of'
import { FailureNotice } from './ui/failure_notice'

/* The admin, the account and the portal. Public pages have inertia/site.ts. */
const pages = import.meta.glob<{ default: DefineComponent }>([
  './pages/**/*.vue',
  '!./pages/*/public/**/*.vue',
])
const layouts = {
  admin: () => import('./layouts/admin_layout.vue'),
  auth: () => import('./layouts/auth_layout.vue'),
  portal: () => import('./layouts/portal_layout.vue'),
  public: () => import('./layouts/site_layout.vue'),
}
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce

void createInertiaApp({
  nonce,
  title: (title) => (title ? `${title} · Warren` : 'Warren'),
  progress: { color: '#2f7d57', delay: 150 },
  resolve: async (name) => {
    const load = pages[`./pages/${name}.vue`]
    // A public page has another shell: leave this one for it.
    if (!load) {
      location.reload()
      return new Promise<never>(() => {})
    }
    return withLayout(name, await load(), (kind) => layouts[kind]())
  },
  setup({ el, App, props, plugin }) {
    const bringBack = keepEarlyInput(el!)
    createSSRApp({
      render: () =>
        h(UApp, { toaster: { position: 'bottom-right' } }, () => [h(App, props), h(FailureNotice)]),
    })
      .use(plugin)
      .use(ui)
      .mount(el!)
    // The page answers from here on; tests wait for it.
    document.documentElement.dataset.ready = 'true'
    bringBack()
  },
})
