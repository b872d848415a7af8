import ui from '@nuxt/ui/vue-plugin'
import { createInertiaApp } from '@inertiajs/vue3'
import { createSSRApp, h, type DefineComponent } from 'vue'
import { renderToString } from 'vue/server-renderer'
import UApp from '@nuxt/ui/components/App.vue'
import AdminLayout from './layouts/admin_layout.vue'
import AuthLayout from './layouts/auth_layout.vue'
import PortalLayout from './layouts/portal_layout.vue'
import SiteLayout from './layouts/site_layout.vue'
import { kindOf, withLayout } from './layout_of'
import { FailureNotice } from './ui/failure_notice'

const pages = import.meta.glob<{ default: DefineComponent }>('./pages/**/*.vue', { eager: true })
const layouts = { admin: AdminLayout, auth: AuthLayout, portal: PortalLayout, public: SiteLayout }

/** Renders a page on the server; public pages without the component library, as their own entry does. */
export default function render(page: { component: string }) {
  const isPublic = kindOf(page.component) === 'public'
  return createInertiaApp({
    page: page as never,
    render: renderToString,
    title: (title) => (isPublic ? title : title ? `${title} · Warren` : 'Warren'),
    resolve: (name) => {
      const found = pages[`./pages/${name}.vue`]
      if (!found) throw new Error(`There is no page inertia/pages/${name}.vue`)
      return withLayout(name, found as never, async (kind) => ({ default: layouts[kind] }))
    },
    setup({ App, props, plugin }) {
      if (isPublic) return createSSRApp({ render: () => h(App, props) }).use(plugin)
      return createSSRApp({
        render: () =>
          h(UApp, { toaster: { position: 'bottom-right' } }, () => [
            h(App, props),
            h(FailureNotice),
          ]),
      })
        .use(plugin)
        .use(ui)
    },
  })
}
