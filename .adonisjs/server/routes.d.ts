import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics': { paramsTuple?: []; params?: {} }
    'live': { paramsTuple?: []; params?: {} }
    'identity.login': { paramsTuple?: []; params?: {} }
    'identity.login.store': { paramsTuple?: []; params?: {} }
    'identity.password.create': { paramsTuple?: []; params?: {} }
    'identity.password.store': { paramsTuple?: []; params?: {} }
    'identity.password.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.password.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.logout': { paramsTuple?: []; params?: {} }
    'identity.signup': { paramsTuple?: []; params?: {} }
    'identity.signup.store': { paramsTuple?: []; params?: {} }
    'identity.signup.sent': { paramsTuple?: []; params?: {} }
    'identity.verification.store': { paramsTuple?: []; params?: {} }
    'identity.verification.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.verification.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.email_change.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.email_change.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.invitation.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.invitation.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.account.show': { paramsTuple?: []; params?: {} }
    'identity.account.update': { paramsTuple?: []; params?: {} }
    'identity.account.password': { paramsTuple?: []; params?: {} }
    'identity.account.email': { paramsTuple?: []; params?: {} }
    'identity.account.sessions': { paramsTuple?: []; params?: {} }
    'identity.account.session': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'identity.organizations.create': { paramsTuple?: []; params?: {} }
    'identity.organizations.store': { paramsTuple?: []; params?: {} }
    'identity.organizations.active': { paramsTuple?: []; params?: {} }
    'settings.organization': { paramsTuple?: []; params?: {} }
    'settings.organization.update': { paramsTuple?: []; params?: {} }
    'settings.members': { paramsTuple?: []; params?: {} }
    'settings.members.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.members.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.suspension.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.suspension.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.invitations.store': { paramsTuple?: []; params?: {} }
    'settings.invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.ownership.store': { paramsTuple?: []; params?: {} }
    'settings.ownership.update': { paramsTuple?: []; params?: {} }
    'settings.ownership.destroy': { paramsTuple?: []; params?: {} }
    'settings.roles': { paramsTuple?: []; params?: {} }
    'settings.domains': { paramsTuple?: []; params?: {} }
    'settings.domains.store': { paramsTuple?: []; params?: {} }
    'settings.domains.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.domains.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.payments': { paramsTuple?: []; params?: {} }
    'settings.payments.store': { paramsTuple?: []; params?: {} }
    'settings.payments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.payments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.payments.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'notifications.reads': { paramsTuple?: []; params?: {} }
    'settings.notifications.edit': { paramsTuple?: []; params?: {} }
    'settings.notifications.update': { paramsTuple?: []; params?: {} }
    'notifications.inbox': { paramsTuple?: []; params?: {} }
    'media.files.store': { paramsTuple?: []; params?: {} }
    'media.private_files.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'media.public_files.show': { paramsTuple: [ParamValue,ParamValue?]; params: {'id': ParamValue,'variant'?: ParamValue} }
    'crm.contacts.index': { paramsTuple?: []; params?: {} }
    'crm.contacts.store': { paramsTuple?: []; params?: {} }
    'crm.contacts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.stripe_webhook': { paramsTuple: [ParamValue]; params: {'account': ParamValue} }
    'portal.login': { paramsTuple?: []; params?: {} }
    'portal.login.link': { paramsTuple?: []; params?: {} }
    'portal.logout': { paramsTuple?: []; params?: {} }
    'portal.link': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'portal.link.open': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'site.home': { paramsTuple?: []; params?: {} }
    'site.privacy': { paramsTuple?: []; params?: {} }
    'site.imprint': { paramsTuple?: []; params?: {} }
    'site.sitemap': { paramsTuple?: []; params?: {} }
    'site.robots': { paramsTuple?: []; params?: {} }
    'site.admin.pages': { paramsTuple?: []; params?: {} }
    'site.admin.pages.edit': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'site.admin.pages.update': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'checkout.store': { paramsTuple?: []; params?: {} }
    'checkout.problem': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return.status': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.free': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.free.store': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.return.enter': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.products': { paramsTuple?: []; params?: {} }
    'checkout.product': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'commerce.products.index': { paramsTuple?: []; params?: {} }
    'commerce.products.store': { paramsTuple?: []; params?: {} }
    'commerce.products.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.products.publication.store': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.products.publication.destroy': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.products.archival.store': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.products.archival.destroy': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.orders.index': { paramsTuple?: []; params?: {} }
    'commerce.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.orders.refunds.store': { paramsTuple: [ParamValue]; params: {'order_id': ParamValue} }
    'commerce.orders.receipts.store': { paramsTuple: [ParamValue]; params: {'order_id': ParamValue} }
    'courses.courses.index': { paramsTuple?: []; params?: {} }
    'courses.courses.store': { paramsTuple?: []; params?: {} }
    'courses.courses.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.publication.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.publication.destroy': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.archival.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.archival.destroy': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.pricing.update': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.outline.update': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.modules.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.lessons.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.store': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue} }
    'courses.course.lessons.attachments.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.destroy': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.students.index': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.enrolments.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.enrolments.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.public.index': { paramsTuple?: []; params?: {} }
    'courses.public.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'courses.public.preview': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'lesson': ParamValue} }
    'learn.home': { paramsTuple?: []; params?: {} }
    'learn.course': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'learn.lesson.show': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'learn.lesson.completion.store': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'learn.lesson.completion.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'learn.lesson.attachment': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue,'id': ParamValue} }
    'insights.home': { paramsTuple?: []; params?: {} }
    'insights.events': { paramsTuple?: []; params?: {} }
    'insights.search': { paramsTuple?: []; params?: {} }
  }
  GET: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics': { paramsTuple?: []; params?: {} }
    'live': { paramsTuple?: []; params?: {} }
    'identity.login': { paramsTuple?: []; params?: {} }
    'identity.password.create': { paramsTuple?: []; params?: {} }
    'identity.password.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.signup': { paramsTuple?: []; params?: {} }
    'identity.signup.sent': { paramsTuple?: []; params?: {} }
    'identity.verification.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.email_change.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.invitation.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.account.show': { paramsTuple?: []; params?: {} }
    'identity.organizations.create': { paramsTuple?: []; params?: {} }
    'settings.organization': { paramsTuple?: []; params?: {} }
    'settings.members': { paramsTuple?: []; params?: {} }
    'settings.roles': { paramsTuple?: []; params?: {} }
    'settings.domains': { paramsTuple?: []; params?: {} }
    'settings.payments': { paramsTuple?: []; params?: {} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'settings.notifications.edit': { paramsTuple?: []; params?: {} }
    'notifications.inbox': { paramsTuple?: []; params?: {} }
    'media.private_files.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'media.public_files.show': { paramsTuple: [ParamValue,ParamValue?]; params: {'id': ParamValue,'variant'?: ParamValue} }
    'crm.contacts.index': { paramsTuple?: []; params?: {} }
    'crm.contacts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'portal.login': { paramsTuple?: []; params?: {} }
    'portal.link': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'site.home': { paramsTuple?: []; params?: {} }
    'site.privacy': { paramsTuple?: []; params?: {} }
    'site.imprint': { paramsTuple?: []; params?: {} }
    'site.sitemap': { paramsTuple?: []; params?: {} }
    'site.robots': { paramsTuple?: []; params?: {} }
    'site.admin.pages': { paramsTuple?: []; params?: {} }
    'site.admin.pages.edit': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'checkout.problem': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return.status': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.free': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.products': { paramsTuple?: []; params?: {} }
    'checkout.product': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'commerce.products.index': { paramsTuple?: []; params?: {} }
    'commerce.products.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.orders.index': { paramsTuple?: []; params?: {} }
    'commerce.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.index': { paramsTuple?: []; params?: {} }
    'courses.courses.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.lessons.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.students.index': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.public.index': { paramsTuple?: []; params?: {} }
    'courses.public.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'courses.public.preview': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'lesson': ParamValue} }
    'learn.home': { paramsTuple?: []; params?: {} }
    'learn.course': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'learn.lesson.show': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'learn.lesson.attachment': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue,'id': ParamValue} }
    'insights.home': { paramsTuple?: []; params?: {} }
    'insights.events': { paramsTuple?: []; params?: {} }
    'insights.search': { paramsTuple?: []; params?: {} }
  }
  HEAD: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics': { paramsTuple?: []; params?: {} }
    'live': { paramsTuple?: []; params?: {} }
    'identity.login': { paramsTuple?: []; params?: {} }
    'identity.password.create': { paramsTuple?: []; params?: {} }
    'identity.password.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.signup': { paramsTuple?: []; params?: {} }
    'identity.signup.sent': { paramsTuple?: []; params?: {} }
    'identity.verification.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.email_change.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.invitation.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.account.show': { paramsTuple?: []; params?: {} }
    'identity.organizations.create': { paramsTuple?: []; params?: {} }
    'settings.organization': { paramsTuple?: []; params?: {} }
    'settings.members': { paramsTuple?: []; params?: {} }
    'settings.roles': { paramsTuple?: []; params?: {} }
    'settings.domains': { paramsTuple?: []; params?: {} }
    'settings.payments': { paramsTuple?: []; params?: {} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'settings.notifications.edit': { paramsTuple?: []; params?: {} }
    'notifications.inbox': { paramsTuple?: []; params?: {} }
    'media.private_files.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'media.public_files.show': { paramsTuple: [ParamValue,ParamValue?]; params: {'id': ParamValue,'variant'?: ParamValue} }
    'crm.contacts.index': { paramsTuple?: []; params?: {} }
    'crm.contacts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'portal.login': { paramsTuple?: []; params?: {} }
    'portal.link': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'site.home': { paramsTuple?: []; params?: {} }
    'site.privacy': { paramsTuple?: []; params?: {} }
    'site.imprint': { paramsTuple?: []; params?: {} }
    'site.sitemap': { paramsTuple?: []; params?: {} }
    'site.robots': { paramsTuple?: []; params?: {} }
    'site.admin.pages': { paramsTuple?: []; params?: {} }
    'site.admin.pages.edit': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'checkout.problem': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return.status': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.free': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'checkout.products': { paramsTuple?: []; params?: {} }
    'checkout.product': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'commerce.products.index': { paramsTuple?: []; params?: {} }
    'commerce.products.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.orders.index': { paramsTuple?: []; params?: {} }
    'commerce.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.index': { paramsTuple?: []; params?: {} }
    'courses.courses.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.lessons.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.students.index': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.public.index': { paramsTuple?: []; params?: {} }
    'courses.public.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'courses.public.preview': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'lesson': ParamValue} }
    'learn.home': { paramsTuple?: []; params?: {} }
    'learn.course': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'learn.lesson.show': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'learn.lesson.attachment': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue,'id': ParamValue} }
    'insights.home': { paramsTuple?: []; params?: {} }
    'insights.events': { paramsTuple?: []; params?: {} }
    'insights.search': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'identity.login.store': { paramsTuple?: []; params?: {} }
    'identity.password.store': { paramsTuple?: []; params?: {} }
    'identity.logout': { paramsTuple?: []; params?: {} }
    'identity.signup.store': { paramsTuple?: []; params?: {} }
    'identity.verification.store': { paramsTuple?: []; params?: {} }
    'identity.invitation.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.account.email': { paramsTuple?: []; params?: {} }
    'identity.organizations.store': { paramsTuple?: []; params?: {} }
    'settings.suspension.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.invitations.store': { paramsTuple?: []; params?: {} }
    'settings.ownership.store': { paramsTuple?: []; params?: {} }
    'settings.domains.store': { paramsTuple?: []; params?: {} }
    'settings.payments.store': { paramsTuple?: []; params?: {} }
    'settings.payments.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notifications.reads': { paramsTuple?: []; params?: {} }
    'media.files.store': { paramsTuple?: []; params?: {} }
    'crm.contacts.store': { paramsTuple?: []; params?: {} }
    'payments.stripe_webhook': { paramsTuple: [ParamValue]; params: {'account': ParamValue} }
    'portal.login.link': { paramsTuple?: []; params?: {} }
    'portal.logout': { paramsTuple?: []; params?: {} }
    'portal.link.open': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'checkout.store': { paramsTuple?: []; params?: {} }
    'checkout.free.store': { paramsTuple: [ParamValue]; params: {'product': ParamValue} }
    'checkout.return.enter': { paramsTuple: [ParamValue]; params: {'order': ParamValue} }
    'commerce.products.store': { paramsTuple?: []; params?: {} }
    'commerce.products.publication.store': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.products.archival.store': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.orders.refunds.store': { paramsTuple: [ParamValue]; params: {'order_id': ParamValue} }
    'commerce.orders.receipts.store': { paramsTuple: [ParamValue]; params: {'order_id': ParamValue} }
    'courses.courses.store': { paramsTuple?: []; params?: {} }
    'courses.course.publication.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.archival.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.lessons.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.lessons.attachments.store': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue} }
    'courses.course.enrolments.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'learn.lesson.completion.store': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
  }
  PUT: {
    'identity.password.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.verification.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.email_change.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'identity.account.update': { paramsTuple?: []; params?: {} }
    'identity.account.password': { paramsTuple?: []; params?: {} }
    'identity.organizations.active': { paramsTuple?: []; params?: {} }
    'settings.organization.update': { paramsTuple?: []; params?: {} }
    'settings.members.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.ownership.update': { paramsTuple?: []; params?: {} }
    'settings.domains.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.payments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.notifications.update': { paramsTuple?: []; params?: {} }
    'crm.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'site.admin.pages.update': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'commerce.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.pricing.update': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.outline.update': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
  }
  DELETE: {
    'identity.account.sessions': { paramsTuple?: []; params?: {} }
    'identity.account.session': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.members.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.suspension.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.ownership.destroy': { paramsTuple?: []; params?: {} }
    'settings.domains.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.payments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.products.publication.destroy': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.products.archival.destroy': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'courses.courses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.publication.destroy': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.archival.destroy': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.destroy': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.enrolments.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'learn.lesson.completion.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
  }
  PATCH: {
    'crm.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.modules.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}