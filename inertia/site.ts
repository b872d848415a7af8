import './css/site.css'
import { createInertiaApp } from '@inertiajs/vue3'
import { createSSRApp, h, type DefineComponent } from 'vue'
import SiteLayout from './layouts/site_layout.vue'

/* An organization's public pages: no component library, so that little script is sent. */
const pages = import.meta.glob<{ default: DefineComponent }>('./pages/*/public/**/*.vue')

void createInertiaApp({
  nonce: document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce,
  progress: false,
  resolve: async (name) => {
    const load = pages[`./pages/${name}.vue`]
    if (!load) {
      location.reload()
      return new Promise<never>(() => {})
    }
    const page = (await load()).default as DefineComponent & { layout?: unknown }
    page.layout ??= SiteLayout
    return page
  },
  setup({ el, App, props, plugin }) {
    createSSRApp({ render: () => h(App, props) })
      .use(plugin)
      .mount(el!)
    // As in app.ts: tests wait for it.
    document.documentElement.dataset.ready = 'true'
  },
})
