import '@adonisjs/inertia/types'

import type { VNodeProps, AllowedComponentProps, ComponentInstance } from 'vue'

type ExtractProps<T> = Omit<
  ComponentInstance<T>['$props'],
  keyof VNodeProps | keyof AllowedComponentProps
>

declare module '@adonisjs/inertia/types' {
  export interface InertiaPages {
    'access/auth/link': ExtractProps<(typeof import('../../inertia/pages/access/auth/link.vue'))['default']>
    'access/auth/login': ExtractProps<(typeof import('../../inertia/pages/access/auth/login.vue'))['default']>
    'campaigns/calendar': ExtractProps<(typeof import('../../inertia/pages/campaigns/calendar.vue'))['default']>
    'campaigns/edit': ExtractProps<(typeof import('../../inertia/pages/campaigns/edit.vue'))['default']>
    'campaigns/index': ExtractProps<(typeof import('../../inertia/pages/campaigns/index.vue'))['default']>
    'campaigns/public/letter': ExtractProps<(typeof import('../../inertia/pages/campaigns/public/letter.vue'))['default']>
    'campaigns/public/letters': ExtractProps<(typeof import('../../inertia/pages/campaigns/public/letters.vue'))['default']>
    'campaigns/recipients': ExtractProps<(typeof import('../../inertia/pages/campaigns/recipients.vue'))['default']>
    'campaigns/settings': ExtractProps<(typeof import('../../inertia/pages/campaigns/settings.vue'))['default']>
    'campaigns/show': ExtractProps<(typeof import('../../inertia/pages/campaigns/show.vue'))['default']>
    'commerce/orders/index': ExtractProps<(typeof import('../../inertia/pages/commerce/orders/index.vue'))['default']>
    'commerce/orders/show': ExtractProps<(typeof import('../../inertia/pages/commerce/orders/show.vue'))['default']>
    'commerce/products/edit': ExtractProps<(typeof import('../../inertia/pages/commerce/products/edit.vue'))['default']>
    'commerce/products/index': ExtractProps<(typeof import('../../inertia/pages/commerce/products/index.vue'))['default']>
    'commerce/public/free': ExtractProps<(typeof import('../../inertia/pages/commerce/public/free.vue'))['default']>
    'commerce/public/problem': ExtractProps<(typeof import('../../inertia/pages/commerce/public/problem.vue'))['default']>
    'commerce/public/product': ExtractProps<(typeof import('../../inertia/pages/commerce/public/product.vue'))['default']>
    'commerce/public/products': ExtractProps<(typeof import('../../inertia/pages/commerce/public/products.vue'))['default']>
    'commerce/public/return': ExtractProps<(typeof import('../../inertia/pages/commerce/public/return.vue'))['default']>
    'courses/courses/edit': ExtractProps<(typeof import('../../inertia/pages/courses/courses/edit.vue'))['default']>
    'courses/courses/index': ExtractProps<(typeof import('../../inertia/pages/courses/courses/index.vue'))['default']>
    'courses/lessons/edit': ExtractProps<(typeof import('../../inertia/pages/courses/lessons/edit.vue'))['default']>
    'courses/portal/empty': ExtractProps<(typeof import('../../inertia/pages/courses/portal/empty.vue'))['default']>
    'courses/portal/home': ExtractProps<(typeof import('../../inertia/pages/courses/portal/home.vue'))['default']>
    'courses/portal/lesson': ExtractProps<(typeof import('../../inertia/pages/courses/portal/lesson.vue'))['default']>
    'courses/portal/locked': ExtractProps<(typeof import('../../inertia/pages/courses/portal/locked.vue'))['default']>
    'courses/public/index': ExtractProps<(typeof import('../../inertia/pages/courses/public/index.vue'))['default']>
    'courses/public/preview': ExtractProps<(typeof import('../../inertia/pages/courses/public/preview.vue'))['default']>
    'courses/public/show': ExtractProps<(typeof import('../../inertia/pages/courses/public/show.vue'))['default']>
    'courses/students/index': ExtractProps<(typeof import('../../inertia/pages/courses/students/index.vue'))['default']>
    'crm/companies/create': ExtractProps<(typeof import('../../inertia/pages/crm/companies/create.vue'))['default']>
    'crm/companies/deleted': ExtractProps<(typeof import('../../inertia/pages/crm/companies/deleted.vue'))['default']>
    'crm/companies/index': ExtractProps<(typeof import('../../inertia/pages/crm/companies/index.vue'))['default']>
    'crm/companies/show': ExtractProps<(typeof import('../../inertia/pages/crm/companies/show.vue'))['default']>
    'crm/contacts/create': ExtractProps<(typeof import('../../inertia/pages/crm/contacts/create.vue'))['default']>
    'crm/contacts/deleted': ExtractProps<(typeof import('../../inertia/pages/crm/contacts/deleted.vue'))['default']>
    'crm/contacts/index': ExtractProps<(typeof import('../../inertia/pages/crm/contacts/index.vue'))['default']>
    'crm/contacts/show': ExtractProps<(typeof import('../../inertia/pages/crm/contacts/show.vue'))['default']>
    'crm/deals/board': ExtractProps<(typeof import('../../inertia/pages/crm/deals/board.vue'))['default']>
    'crm/deals/forecast': ExtractProps<(typeof import('../../inertia/pages/crm/deals/forecast.vue'))['default']>
    'crm/deals/index': ExtractProps<(typeof import('../../inertia/pages/crm/deals/index.vue'))['default']>
    'crm/deals/show': ExtractProps<(typeof import('../../inertia/pages/crm/deals/show.vue'))['default']>
    'crm/duplicates/index': ExtractProps<(typeof import('../../inertia/pages/crm/duplicates/index.vue'))['default']>
    'crm/duplicates/merged': ExtractProps<(typeof import('../../inertia/pages/crm/duplicates/merged.vue'))['default']>
    'crm/duplicates/review': ExtractProps<(typeof import('../../inertia/pages/crm/duplicates/review.vue'))['default']>
    'crm/imports/exports': ExtractProps<(typeof import('../../inertia/pages/crm/imports/exports.vue'))['default']>
    'crm/imports/index': ExtractProps<(typeof import('../../inertia/pages/crm/imports/index.vue'))['default']>
    'crm/imports/show': ExtractProps<(typeof import('../../inertia/pages/crm/imports/show.vue'))['default']>
    'crm/pipelines/index': ExtractProps<(typeof import('../../inertia/pages/crm/pipelines/index.vue'))['default']>
    'crm/segments/create': ExtractProps<(typeof import('../../inertia/pages/crm/segments/create.vue'))['default']>
    'crm/segments/edit': ExtractProps<(typeof import('../../inertia/pages/crm/segments/edit.vue'))['default']>
    'crm/segments/index': ExtractProps<(typeof import('../../inertia/pages/crm/segments/index.vue'))['default']>
    'crm/segments/show': ExtractProps<(typeof import('../../inertia/pages/crm/segments/show.vue'))['default']>
    'crm/settings/fields': ExtractProps<(typeof import('../../inertia/pages/crm/settings/fields.vue'))['default']>
    'crm/settings/tags': ExtractProps<(typeof import('../../inertia/pages/crm/settings/tags.vue'))['default']>
    'crm/suppressions/index': ExtractProps<(typeof import('../../inertia/pages/crm/suppressions/index.vue'))['default']>
    'crm/tasks/index': ExtractProps<(typeof import('../../inertia/pages/crm/tasks/index.vue'))['default']>
    'crm/topics/index': ExtractProps<(typeof import('../../inertia/pages/crm/topics/index.vue'))['default']>
    'identity/account/show': ExtractProps<(typeof import('../../inertia/pages/identity/account/show.vue'))['default']>
    'identity/auth/change_email': ExtractProps<(typeof import('../../inertia/pages/identity/auth/change_email.vue'))['default']>
    'identity/auth/forgot_password': ExtractProps<(typeof import('../../inertia/pages/identity/auth/forgot_password.vue'))['default']>
    'identity/auth/invitation': ExtractProps<(typeof import('../../inertia/pages/identity/auth/invitation.vue'))['default']>
    'identity/auth/login': ExtractProps<(typeof import('../../inertia/pages/identity/auth/login.vue'))['default']>
    'identity/auth/reset_password': ExtractProps<(typeof import('../../inertia/pages/identity/auth/reset_password.vue'))['default']>
    'identity/auth/sent': ExtractProps<(typeof import('../../inertia/pages/identity/auth/sent.vue'))['default']>
    'identity/auth/signup': ExtractProps<(typeof import('../../inertia/pages/identity/auth/signup.vue'))['default']>
    'identity/auth/verify': ExtractProps<(typeof import('../../inertia/pages/identity/auth/verify.vue'))['default']>
    'identity/notifications/index': ExtractProps<(typeof import('../../inertia/pages/identity/notifications/index.vue'))['default']>
    'identity/organizations/create': ExtractProps<(typeof import('../../inertia/pages/identity/organizations/create.vue'))['default']>
    'identity/settings/api_keys': ExtractProps<(typeof import('../../inertia/pages/identity/settings/api_keys.vue'))['default']>
    'identity/settings/domains': ExtractProps<(typeof import('../../inertia/pages/identity/settings/domains.vue'))['default']>
    'identity/settings/members': ExtractProps<(typeof import('../../inertia/pages/identity/settings/members.vue'))['default']>
    'identity/settings/notifications': ExtractProps<(typeof import('../../inertia/pages/identity/settings/notifications.vue'))['default']>
    'identity/settings/organization': ExtractProps<(typeof import('../../inertia/pages/identity/settings/organization.vue'))['default']>
    'identity/settings/payments': ExtractProps<(typeof import('../../inertia/pages/identity/settings/payments.vue'))['default']>
    'identity/settings/roles': ExtractProps<(typeof import('../../inertia/pages/identity/settings/roles.vue'))['default']>
    'insights/events/index': ExtractProps<(typeof import('../../inertia/pages/insights/events/index.vue'))['default']>
    'insights/home/show': ExtractProps<(typeof import('../../inertia/pages/insights/home/show.vue'))['default']>
    'messaging/accounts/create': ExtractProps<(typeof import('../../inertia/pages/messaging/accounts/create.vue'))['default']>
    'messaging/accounts/index': ExtractProps<(typeof import('../../inertia/pages/messaging/accounts/index.vue'))['default']>
    'messaging/accounts/show': ExtractProps<(typeof import('../../inertia/pages/messaging/accounts/show.vue'))['default']>
    'messaging/bounces/show': ExtractProps<(typeof import('../../inertia/pages/messaging/bounces/show.vue'))['default']>
    'messaging/deliverability/audience': ExtractProps<(typeof import('../../inertia/pages/messaging/deliverability/audience.vue'))['default']>
    'messaging/deliverability/dmarc': ExtractProps<(typeof import('../../inertia/pages/messaging/deliverability/dmarc.vue'))['default']>
    'messaging/deliverability/index': ExtractProps<(typeof import('../../inertia/pages/messaging/deliverability/index.vue'))['default']>
    'messaging/forms/edit': ExtractProps<(typeof import('../../inertia/pages/messaging/forms/edit.vue'))['default']>
    'messaging/forms/index': ExtractProps<(typeof import('../../inertia/pages/messaging/forms/index.vue'))['default']>
    'messaging/messages/index': ExtractProps<(typeof import('../../inertia/pages/messaging/messages/index.vue'))['default']>
    'messaging/messages/show': ExtractProps<(typeof import('../../inertia/pages/messaging/messages/show.vue'))['default']>
    'messaging/policy/edit': ExtractProps<(typeof import('../../inertia/pages/messaging/policy/edit.vue'))['default']>
    'messaging/public/confirm': ExtractProps<(typeof import('../../inertia/pages/messaging/public/confirm.vue'))['default']>
    'messaging/public/embed': ExtractProps<(typeof import('../../inertia/pages/messaging/public/embed.vue'))['default']>
    'messaging/public/find': ExtractProps<(typeof import('../../inertia/pages/messaging/public/find.vue'))['default']>
    'messaging/public/form': ExtractProps<(typeof import('../../inertia/pages/messaging/public/form.vue'))['default']>
    'messaging/public/preferences': ExtractProps<(typeof import('../../inertia/pages/messaging/public/preferences.vue'))['default']>
    'messaging/public/unsubscribe': ExtractProps<(typeof import('../../inertia/pages/messaging/public/unsubscribe.vue'))['default']>
    'messaging/senders/domain': ExtractProps<(typeof import('../../inertia/pages/messaging/senders/domain.vue'))['default']>
    'messaging/senders/index': ExtractProps<(typeof import('../../inertia/pages/messaging/senders/index.vue'))['default']>
    'messaging/templates/brand': ExtractProps<(typeof import('../../inertia/pages/messaging/templates/brand.vue'))['default']>
    'messaging/templates/create': ExtractProps<(typeof import('../../inertia/pages/messaging/templates/create.vue'))['default']>
    'messaging/templates/edit': ExtractProps<(typeof import('../../inertia/pages/messaging/templates/edit.vue'))['default']>
    'messaging/templates/index': ExtractProps<(typeof import('../../inertia/pages/messaging/templates/index.vue'))['default']>
    'messaging/templates/versions': ExtractProps<(typeof import('../../inertia/pages/messaging/templates/versions.vue'))['default']>
    'site/pages/edit': ExtractProps<(typeof import('../../inertia/pages/site/pages/edit.vue'))['default']>
    'site/pages/index': ExtractProps<(typeof import('../../inertia/pages/site/pages/index.vue'))['default']>
    'site/public/home': ExtractProps<(typeof import('../../inertia/pages/site/public/home.vue'))['default']>
    'site/public/text': ExtractProps<(typeof import('../../inertia/pages/site/public/text.vue'))['default']>
  }
}
