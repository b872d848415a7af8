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
    'settings.api_keys': { paramsTuple?: []; params?: {} }
    'settings.api_keys.store': { paramsTuple?: []; params?: {} }
    'settings.api_keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
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
    'crm.consent.contacts_suppressions.index': { paramsTuple?: []; params?: {} }
    'crm.consent.contacts_suppressions.store': { paramsTuple?: []; params?: {} }
    'crm.consent.contacts_suppressions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.consent.contacts.consents.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.consent.settings_topics.index': { paramsTuple?: []; params?: {} }
    'crm.consent.settings_topics.store': { paramsTuple?: []; params?: {} }
    'crm.consent.settings_topics.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.merging.alike.index': { paramsTuple?: []; params?: {} }
    'crm.merging.duplicates.index': { paramsTuple?: []; params?: {} }
    'crm.merging.scans.store': { paramsTuple?: []; params?: {} }
    'crm.merging.runs.store': { paramsTuple?: []; params?: {} }
    'crm.merging.runs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.merging.run_undos.store': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'crm.merging.dismissals.store': { paramsTuple: [ParamValue]; params: {'duplicate_id': ParamValue} }
    'crm.merging.dismissals.destroy': { paramsTuple: [ParamValue]; params: {'duplicate_id': ParamValue} }
    'crm.merging.merges.index': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.create': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.store': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.timelines.show': { paramsTuple: [ParamValue,ParamValue]; params: {'type': ParamValue,'id': ParamValue} }
    'crm.activity.timelines.tasks': { paramsTuple: [ParamValue,ParamValue]; params: {'type': ParamValue,'id': ParamValue} }
    'crm.activity.colleagues.index': { paramsTuple?: []; params?: {} }
    'crm.activity.record_choices.index': { paramsTuple?: []; params?: {} }
    'crm.activity.tasks.index': { paramsTuple?: []; params?: {} }
    'crm.activity.tasks.store': { paramsTuple?: []; params?: {} }
    'crm.activity.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.task_completions.store': { paramsTuple?: []; params?: {} }
    'crm.activity.task_completions.destroy': { paramsTuple?: []; params?: {} }
    'crm.activity.completions.store': { paramsTuple: [ParamValue]; params: {'task_id': ParamValue} }
    'crm.activity.completions.destroy': { paramsTuple: [ParamValue]; params: {'task_id': ParamValue} }
    'crm.activity.notes.store': { paramsTuple?: []; params?: {} }
    'crm.activity.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.notes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.pins.store': { paramsTuple: [ParamValue]; params: {'note_id': ParamValue} }
    'crm.activity.pins.destroy': { paramsTuple: [ParamValue]; params: {'note_id': ParamValue} }
    'crm.deal_boards.show': { paramsTuple?: []; params?: {} }
    'crm.deal_cards.index': { paramsTuple?: []; params?: {} }
    'crm.deals.index': { paramsTuple?: []; params?: {} }
    'crm.deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'crm.deal_choices.index': { paramsTuple?: []; params?: {} }
    'crm.deals.store': { paramsTuple?: []; params?: {} }
    'crm.deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deals.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deal_moves.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deal_outcomes.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deal_outcomes.destroy': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deal_lines.update': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deals.contacts.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deals.contacts.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'deal_id': ParamValue,'id': ParamValue} }
    'crm.deal_restorations.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.pipelines.index': { paramsTuple?: []; params?: {} }
    'crm.pipelines.store': { paramsTuple?: []; params?: {} }
    'crm.pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.pipelines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deal_reasons.update': { paramsTuple?: []; params?: {} }
    'crm.imports.index': { paramsTuple?: []; params?: {} }
    'crm.imports.store': { paramsTuple?: []; params?: {} }
    'crm.imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.imports.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.imports.checks.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.fields.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.runs.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.runs.destroy': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.undos.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.errors.show': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.exports.index': { paramsTuple?: []; params?: {} }
    'crm.exports.store': { paramsTuple?: []; params?: {} }
    'crm.exports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.contacts.index': { paramsTuple?: []; params?: {} }
    'crm.companies.index': { paramsTuple?: []; params?: {} }
    'crm.contacts.pages': { paramsTuple?: []; params?: {} }
    'crm.companies.pages': { paramsTuple?: []; params?: {} }
    'crm.contacts.deleted': { paramsTuple?: []; params?: {} }
    'crm.companies.deleted': { paramsTuple?: []; params?: {} }
    'crm.contacts.restorations': { paramsTuple?: []; params?: {} }
    'crm.companies.restorations': { paramsTuple?: []; params?: {} }
    'crm.cells.update_contact': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'key': ParamValue} }
    'crm.cells.update_company': { paramsTuple: [ParamValue,ParamValue]; params: {'company_id': ParamValue,'key': ParamValue} }
    'crm.choices.index': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'crm.views.store': { paramsTuple?: []; params?: {} }
    'crm.views.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.views.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.default_views.update': { paramsTuple?: []; params?: {} }
    'crm.deals.exports': { paramsTuple?: []; params?: {} }
    'crm.bulk_actions.store': { paramsTuple?: []; params?: {} }
    'crm.bulk_undos.store': { paramsTuple: [ParamValue]; params: {'bulk_action_id': ParamValue} }
    'crm.records.contacts.create': { paramsTuple?: []; params?: {} }
    'crm.records.contacts.store': { paramsTuple?: []; params?: {} }
    'crm.records.contacts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contact_restorations.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.emails.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.emails.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.emails.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.phones.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.phones.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.phones.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.companies.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.companies.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.companies.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.tags.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.tags.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.company_suggestions.index': { paramsTuple?: []; params?: {} }
    'crm.records.companies.create': { paramsTuple?: []; params?: {} }
    'crm.records.companies.store': { paramsTuple?: []; params?: {} }
    'crm.records.companies.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.companies.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.companies.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.company_restorations.store': { paramsTuple: [ParamValue]; params: {'company_id': ParamValue} }
    'crm.records.companies.tags.store': { paramsTuple: [ParamValue]; params: {'company_id': ParamValue} }
    'crm.records.companies.tags.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'company_id': ParamValue,'id': ParamValue} }
    'crm.records.settings.fields.index': { paramsTuple?: []; params?: {} }
    'crm.records.settings.fields.store': { paramsTuple?: []; params?: {} }
    'crm.records.settings.fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.field_archivals.store': { paramsTuple: [ParamValue]; params: {'field_id': ParamValue} }
    'crm.records.settings.field_archivals.destroy': { paramsTuple: [ParamValue]; params: {'field_id': ParamValue} }
    'crm.records.settings.field_orders.update': { paramsTuple: [ParamValue]; params: {'entity': ParamValue} }
    'crm.records.settings.tag_merges.store': { paramsTuple: [ParamValue]; params: {'tag_id': ParamValue} }
    'crm.records.settings.tags.index': { paramsTuple?: []; params?: {} }
    'crm.records.settings.tags.store': { paramsTuple?: []; params?: {} }
    'crm.records.settings.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.tags.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.index': { paramsTuple?: []; params?: {} }
    'crm.segments.create': { paramsTuple?: []; params?: {} }
    'crm.segments.store': { paramsTuple?: []; params?: {} }
    'crm.segments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segment_counts.store': { paramsTuple?: []; params?: {} }
    'crm.segment_archivals.store': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segment_archivals.destroy': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segment_copies.store': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segments.contacts.store': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segments.contacts.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'segment_id': ParamValue,'id': ParamValue} }
    'crm.segment_reasons.show': { paramsTuple: [ParamValue,ParamValue]; params: {'segment_id': ParamValue,'id': ParamValue} }
    'payments.stripe_webhook': { paramsTuple: [ParamValue]; params: {'account': ParamValue} }
    'messaging.senders.index': { paramsTuple?: []; params?: {} }
    'messaging.senders.store': { paramsTuple?: []; params?: {} }
    'messaging.senders.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.default_senders.update': { paramsTuple: [ParamValue]; params: {'sender_id': ParamValue} }
    'messaging.sender_archivals.store': { paramsTuple: [ParamValue]; params: {'sender_id': ParamValue} }
    'messaging.sender_archivals.destroy': { paramsTuple: [ParamValue]; params: {'sender_id': ParamValue} }
    'messaging.sending_domains.store': { paramsTuple?: []; params?: {} }
    'messaging.sending_domains.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.sending_domains.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.sending_domains.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.sending_domain_checks.store': { paramsTuple: [ParamValue]; params: {'sending_domain_id': ParamValue} }
    'messaging.sandbox_records.store': { paramsTuple: [ParamValue]; params: {'sending_domain_id': ParamValue} }
    'messaging.mail_webhook': { paramsTuple: [ParamValue,ParamValue]; params: {'provider': ParamValue,'account': ParamValue} }
    'messaging.reader.find': { paramsTuple?: []; params?: {} }
    'messaging.reader.find.store': { paramsTuple?: []; params?: {} }
    'messaging.reader.unsubscribe': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.reader.unsubscribe.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.reader.preferences': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.reader.preferences.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.form.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.entries.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.embed': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.embed.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.confirm': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.form.confirm.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.forms.forms.index': { paramsTuple?: []; params?: {} }
    'messaging.forms.forms.store': { paramsTuple?: []; params?: {} }
    'messaging.forms.forms.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.forms.forms.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.forms.forms.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.brand.edit': { paramsTuple?: []; params?: {} }
    'messaging.templates.brand.update': { paramsTuple?: []; params?: {} }
    'messaging.templates.canvas': { paramsTuple?: []; params?: {} }
    'messaging.templates.pictures': { paramsTuple?: []; params?: {} }
    'messaging.templates.readers': { paramsTuple?: []; params?: {} }
    'messaging.templates.link_checks.store': { paramsTuple?: []; params?: {} }
    'messaging.templates.starters.preview': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'messaging.templates.draft.update': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.draft.destroy': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.preview.show': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.preview.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.copies.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.archival.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.archival.destroy': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.tests.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.versions.index': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.versions.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.restorations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'template_id': ParamValue,'version_id': ParamValue} }
    'messaging.templates.index': { paramsTuple?: []; params?: {} }
    'messaging.templates.create': { paramsTuple?: []; params?: {} }
    'messaging.templates.store': { paramsTuple?: []; params?: {} }
    'messaging.templates.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_accounts.index': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.create': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.store': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_accounts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_account_orders.update': { paramsTuple?: []; params?: {} }
    'messaging.mail_account_secrets.update': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.mail_account_tests.store': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.mail_account_states.update': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.mail_account_breakers.destroy': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.bounce_mailboxes.show': { paramsTuple?: []; params?: {} }
    'messaging.bounce_mailboxes.update': { paramsTuple?: []; params?: {} }
    'messaging.bounce_mailboxes.destroy': { paramsTuple?: []; params?: {} }
    'messaging.bounce_readings.update': { paramsTuple?: []; params?: {} }
    'messaging.bounce_readings.store': { paramsTuple?: []; params?: {} }
    'messaging.bounce_connection_tests.store': { paramsTuple?: []; params?: {} }
    'messaging.return_domain_checks.store': { paramsTuple?: []; params?: {} }
    'messaging.return_sandbox_records.store': { paramsTuple?: []; params?: {} }
    'messaging.send_policies.edit': { paramsTuple?: []; params?: {} }
    'messaging.send_policies.update': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.index': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.dmarc.index': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.dmarc.store': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.audience': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.export': { paramsTuple?: []; params?: {} }
    'messaging.messages.index': { paramsTuple?: []; params?: {} }
    'messaging.messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.messages.content': { paramsTuple: [ParamValue]; params: {'message_id': ParamValue} }
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
    'campaigns.campaigns.calendar': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.index': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.store': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.counts.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.template.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.preview': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.trials.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.approval_requests.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.approvals.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.launch.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.launch.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.pause.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.pause.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.cancellation.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.doubts.update': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.rate.update': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.winner.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.copies.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.resends.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.archival.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.archival.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.publication.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.publication.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.recipients': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.recipients.show': { paramsTuple: [ParamValue,ParamValue]; params: {'campaign_id': ParamValue,'id': ParamValue} }
    'campaigns.campaigns.export': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.settings': { paramsTuple?: []; params?: {} }
    'campaigns.settings.update': { paramsTuple?: []; params?: {} }
    'letters.index': { paramsTuple?: []; params?: {} }
    'letters.feed': { paramsTuple?: []; params?: {} }
    'letters.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'letters.frame': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'letters.mail': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
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
    'api.contacts.list': { paramsTuple?: []; params?: {} }
    'api.contacts.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.create': { paramsTuple?: []; params?: {} }
    'api.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.batch': { paramsTuple?: []; params?: {} }
    'api.contacts.removeEmail': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'email_id': ParamValue} }
    'api.contacts.removePhone': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'phone_id': ParamValue} }
    'api.contacts.activities': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.duplicates.list': { paramsTuple?: []; params?: {} }
    'api.duplicates.dismiss': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.duplicates.reopen': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.merges.list': { paramsTuple?: []; params?: {} }
    'api.merges.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.merges.create': { paramsTuple?: []; params?: {} }
    'api.merges.undo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.list': { paramsTuple?: []; params?: {} }
    'api.companies.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.create': { paramsTuple?: []; params?: {} }
    'api.companies.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.join': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'company_id': ParamValue} }
    'api.contacts.leave': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'company_id': ParamValue} }
    'api.companies.activities': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tags.list': { paramsTuple?: []; params?: {} }
    'api.tags.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tags.create': { paramsTuple?: []; params?: {} }
    'api.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tags.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.tag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.contacts.untag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.companies.tag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.companies.untag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.pipelines.list': { paramsTuple?: []; params?: {} }
    'api.pipelines.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.pipelines.create': { paramsTuple?: []; params?: {} }
    'api.pipelines.set': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.pipelines.archive': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.reasons': { paramsTuple?: []; params?: {} }
    'api.deals.list': { paramsTuple?: []; params?: {} }
    'api.deals.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.create': { paramsTuple?: []; params?: {} }
    'api.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.close': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.reopen': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.contacts': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.involve': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'contact_id': ParamValue} }
    'api.deals.release': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'contact_id': ParamValue} }
    'api.deals.lines': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.setLines': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.activities': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.list': { paramsTuple?: []; params?: {} }
    'api.tasks.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.create': { paramsTuple?: []; params?: {} }
    'api.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.complete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.reopen': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notes.list': { paramsTuple?: []; params?: {} }
    'api.notes.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notes.create': { paramsTuple?: []; params?: {} }
    'api.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notes.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.list': { paramsTuple?: []; params?: {} }
    'api.segments.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.create': { paramsTuple?: []; params?: {} }
    'api.segments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.archive': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.count': { paramsTuple?: []; params?: {} }
    'api.segments.conditions': { paramsTuple?: []; params?: {} }
    'api.views.list': { paramsTuple?: []; params?: {} }
    'api.segments.contacts': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.add': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.remove': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'contact_id': ParamValue} }
    'api.consents.list': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.consents.record': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.consents.states': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.topics.list': { paramsTuple?: []; params?: {} }
    'api.topics.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.topics.create': { paramsTuple?: []; params?: {} }
    'api.topics.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.suppressions.list': { paramsTuple?: []; params?: {} }
    'api.suppressions.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.suppressions.create': { paramsTuple?: []; params?: {} }
    'api.suppressions.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.list': { paramsTuple?: []; params?: {} }
    'api.imports.create': { paramsTuple?: []; params?: {} }
    'api.imports.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.read': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.run': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.stop': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.undo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.errors': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.exports.list': { paramsTuple?: []; params?: {} }
    'api.exports.create': { paramsTuple?: []; params?: {} }
    'api.exports.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.list': { paramsTuple?: []; params?: {} }
    'api.fields.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.create': { paramsTuple?: []; params?: {} }
    'api.fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.archive': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.forms.list': { paramsTuple?: []; params?: {} }
    'api.forms.submit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.messages.create': { paramsTuple?: []; params?: {} }
    'api.messages.batch': { paramsTuple?: []; params?: {} }
    'api.messages.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.messages.list': { paramsTuple?: []; params?: {} }
    'api.campaigns.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.create': { paramsTuple?: []; params?: {} }
    'api.campaigns.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.launch': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.list': { paramsTuple?: []; params?: {} }
    'api.campaigns.pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.document': { paramsTuple?: []; params?: {} }
    'api.reference': { paramsTuple?: []; params?: {} }
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
    'settings.api_keys': { paramsTuple?: []; params?: {} }
    'settings.payments': { paramsTuple?: []; params?: {} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'settings.notifications.edit': { paramsTuple?: []; params?: {} }
    'notifications.inbox': { paramsTuple?: []; params?: {} }
    'media.private_files.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'media.public_files.show': { paramsTuple: [ParamValue,ParamValue?]; params: {'id': ParamValue,'variant'?: ParamValue} }
    'crm.consent.contacts_suppressions.index': { paramsTuple?: []; params?: {} }
    'crm.consent.settings_topics.index': { paramsTuple?: []; params?: {} }
    'crm.merging.alike.index': { paramsTuple?: []; params?: {} }
    'crm.merging.duplicates.index': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.index': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.create': { paramsTuple?: []; params?: {} }
    'crm.activity.timelines.show': { paramsTuple: [ParamValue,ParamValue]; params: {'type': ParamValue,'id': ParamValue} }
    'crm.activity.timelines.tasks': { paramsTuple: [ParamValue,ParamValue]; params: {'type': ParamValue,'id': ParamValue} }
    'crm.activity.colleagues.index': { paramsTuple?: []; params?: {} }
    'crm.activity.record_choices.index': { paramsTuple?: []; params?: {} }
    'crm.activity.tasks.index': { paramsTuple?: []; params?: {} }
    'crm.deal_boards.show': { paramsTuple?: []; params?: {} }
    'crm.deal_cards.index': { paramsTuple?: []; params?: {} }
    'crm.deals.index': { paramsTuple?: []; params?: {} }
    'crm.deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'crm.deal_choices.index': { paramsTuple?: []; params?: {} }
    'crm.deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.pipelines.index': { paramsTuple?: []; params?: {} }
    'crm.imports.index': { paramsTuple?: []; params?: {} }
    'crm.imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.imports.errors.show': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.exports.index': { paramsTuple?: []; params?: {} }
    'crm.exports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.contacts.index': { paramsTuple?: []; params?: {} }
    'crm.companies.index': { paramsTuple?: []; params?: {} }
    'crm.contacts.pages': { paramsTuple?: []; params?: {} }
    'crm.companies.pages': { paramsTuple?: []; params?: {} }
    'crm.contacts.deleted': { paramsTuple?: []; params?: {} }
    'crm.companies.deleted': { paramsTuple?: []; params?: {} }
    'crm.choices.index': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'crm.records.contacts.create': { paramsTuple?: []; params?: {} }
    'crm.records.contacts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.company_suggestions.index': { paramsTuple?: []; params?: {} }
    'crm.records.companies.create': { paramsTuple?: []; params?: {} }
    'crm.records.companies.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.fields.index': { paramsTuple?: []; params?: {} }
    'crm.records.settings.tags.index': { paramsTuple?: []; params?: {} }
    'crm.segments.index': { paramsTuple?: []; params?: {} }
    'crm.segments.create': { paramsTuple?: []; params?: {} }
    'crm.segments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segment_reasons.show': { paramsTuple: [ParamValue,ParamValue]; params: {'segment_id': ParamValue,'id': ParamValue} }
    'messaging.senders.index': { paramsTuple?: []; params?: {} }
    'messaging.sending_domains.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.reader.find': { paramsTuple?: []; params?: {} }
    'messaging.reader.unsubscribe': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.reader.preferences': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.form.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.embed': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.confirm': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.forms.forms.index': { paramsTuple?: []; params?: {} }
    'messaging.forms.forms.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.brand.edit': { paramsTuple?: []; params?: {} }
    'messaging.templates.canvas': { paramsTuple?: []; params?: {} }
    'messaging.templates.pictures': { paramsTuple?: []; params?: {} }
    'messaging.templates.readers': { paramsTuple?: []; params?: {} }
    'messaging.templates.starters.preview': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'messaging.templates.preview.show': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.versions.index': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.index': { paramsTuple?: []; params?: {} }
    'messaging.templates.create': { paramsTuple?: []; params?: {} }
    'messaging.templates.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_accounts.index': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.create': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.bounce_mailboxes.show': { paramsTuple?: []; params?: {} }
    'messaging.send_policies.edit': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.index': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.dmarc.index': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.audience': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.export': { paramsTuple?: []; params?: {} }
    'messaging.messages.index': { paramsTuple?: []; params?: {} }
    'messaging.messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.messages.content': { paramsTuple: [ParamValue]; params: {'message_id': ParamValue} }
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
    'campaigns.campaigns.calendar': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.index': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.preview': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.recipients': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.recipients.show': { paramsTuple: [ParamValue,ParamValue]; params: {'campaign_id': ParamValue,'id': ParamValue} }
    'campaigns.campaigns.export': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.settings': { paramsTuple?: []; params?: {} }
    'letters.index': { paramsTuple?: []; params?: {} }
    'letters.feed': { paramsTuple?: []; params?: {} }
    'letters.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'letters.frame': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'letters.mail': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
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
    'api.contacts.list': { paramsTuple?: []; params?: {} }
    'api.contacts.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.activities': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.duplicates.list': { paramsTuple?: []; params?: {} }
    'api.merges.list': { paramsTuple?: []; params?: {} }
    'api.merges.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.list': { paramsTuple?: []; params?: {} }
    'api.companies.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.activities': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tags.list': { paramsTuple?: []; params?: {} }
    'api.tags.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.pipelines.list': { paramsTuple?: []; params?: {} }
    'api.pipelines.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.reasons': { paramsTuple?: []; params?: {} }
    'api.deals.list': { paramsTuple?: []; params?: {} }
    'api.deals.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.contacts': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.lines': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.activities': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.list': { paramsTuple?: []; params?: {} }
    'api.tasks.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notes.list': { paramsTuple?: []; params?: {} }
    'api.notes.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.list': { paramsTuple?: []; params?: {} }
    'api.segments.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.count': { paramsTuple?: []; params?: {} }
    'api.segments.conditions': { paramsTuple?: []; params?: {} }
    'api.views.list': { paramsTuple?: []; params?: {} }
    'api.segments.contacts': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.consents.list': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.consents.states': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.topics.list': { paramsTuple?: []; params?: {} }
    'api.topics.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.suppressions.list': { paramsTuple?: []; params?: {} }
    'api.suppressions.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.list': { paramsTuple?: []; params?: {} }
    'api.imports.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.errors': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.exports.list': { paramsTuple?: []; params?: {} }
    'api.exports.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.list': { paramsTuple?: []; params?: {} }
    'api.fields.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.forms.list': { paramsTuple?: []; params?: {} }
    'api.messages.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.messages.list': { paramsTuple?: []; params?: {} }
    'api.campaigns.get': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.list': { paramsTuple?: []; params?: {} }
    'api.document': { paramsTuple?: []; params?: {} }
    'api.reference': { paramsTuple?: []; params?: {} }
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
    'settings.api_keys': { paramsTuple?: []; params?: {} }
    'settings.payments': { paramsTuple?: []; params?: {} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'settings.notifications.edit': { paramsTuple?: []; params?: {} }
    'notifications.inbox': { paramsTuple?: []; params?: {} }
    'media.private_files.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'media.public_files.show': { paramsTuple: [ParamValue,ParamValue?]; params: {'id': ParamValue,'variant'?: ParamValue} }
    'crm.consent.contacts_suppressions.index': { paramsTuple?: []; params?: {} }
    'crm.consent.settings_topics.index': { paramsTuple?: []; params?: {} }
    'crm.merging.alike.index': { paramsTuple?: []; params?: {} }
    'crm.merging.duplicates.index': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.index': { paramsTuple?: []; params?: {} }
    'crm.merging.merges.create': { paramsTuple?: []; params?: {} }
    'crm.activity.timelines.show': { paramsTuple: [ParamValue,ParamValue]; params: {'type': ParamValue,'id': ParamValue} }
    'crm.activity.timelines.tasks': { paramsTuple: [ParamValue,ParamValue]; params: {'type': ParamValue,'id': ParamValue} }
    'crm.activity.colleagues.index': { paramsTuple?: []; params?: {} }
    'crm.activity.record_choices.index': { paramsTuple?: []; params?: {} }
    'crm.activity.tasks.index': { paramsTuple?: []; params?: {} }
    'crm.deal_boards.show': { paramsTuple?: []; params?: {} }
    'crm.deal_cards.index': { paramsTuple?: []; params?: {} }
    'crm.deals.index': { paramsTuple?: []; params?: {} }
    'crm.deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'crm.deal_choices.index': { paramsTuple?: []; params?: {} }
    'crm.deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.pipelines.index': { paramsTuple?: []; params?: {} }
    'crm.imports.index': { paramsTuple?: []; params?: {} }
    'crm.imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.imports.errors.show': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.exports.index': { paramsTuple?: []; params?: {} }
    'crm.exports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.contacts.index': { paramsTuple?: []; params?: {} }
    'crm.companies.index': { paramsTuple?: []; params?: {} }
    'crm.contacts.pages': { paramsTuple?: []; params?: {} }
    'crm.companies.pages': { paramsTuple?: []; params?: {} }
    'crm.contacts.deleted': { paramsTuple?: []; params?: {} }
    'crm.companies.deleted': { paramsTuple?: []; params?: {} }
    'crm.choices.index': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'crm.records.contacts.create': { paramsTuple?: []; params?: {} }
    'crm.records.contacts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.company_suggestions.index': { paramsTuple?: []; params?: {} }
    'crm.records.companies.create': { paramsTuple?: []; params?: {} }
    'crm.records.companies.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.fields.index': { paramsTuple?: []; params?: {} }
    'crm.records.settings.tags.index': { paramsTuple?: []; params?: {} }
    'crm.segments.index': { paramsTuple?: []; params?: {} }
    'crm.segments.create': { paramsTuple?: []; params?: {} }
    'crm.segments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segment_reasons.show': { paramsTuple: [ParamValue,ParamValue]; params: {'segment_id': ParamValue,'id': ParamValue} }
    'messaging.senders.index': { paramsTuple?: []; params?: {} }
    'messaging.sending_domains.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.reader.find': { paramsTuple?: []; params?: {} }
    'messaging.reader.unsubscribe': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.reader.preferences': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.form.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.embed': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.confirm': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.forms.forms.index': { paramsTuple?: []; params?: {} }
    'messaging.forms.forms.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.brand.edit': { paramsTuple?: []; params?: {} }
    'messaging.templates.canvas': { paramsTuple?: []; params?: {} }
    'messaging.templates.pictures': { paramsTuple?: []; params?: {} }
    'messaging.templates.readers': { paramsTuple?: []; params?: {} }
    'messaging.templates.starters.preview': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'messaging.templates.preview.show': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.versions.index': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.index': { paramsTuple?: []; params?: {} }
    'messaging.templates.create': { paramsTuple?: []; params?: {} }
    'messaging.templates.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_accounts.index': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.create': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.bounce_mailboxes.show': { paramsTuple?: []; params?: {} }
    'messaging.send_policies.edit': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.index': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.dmarc.index': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.audience': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.export': { paramsTuple?: []; params?: {} }
    'messaging.messages.index': { paramsTuple?: []; params?: {} }
    'messaging.messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.messages.content': { paramsTuple: [ParamValue]; params: {'message_id': ParamValue} }
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
    'campaigns.campaigns.calendar': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.index': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.preview': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.recipients': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.recipients.show': { paramsTuple: [ParamValue,ParamValue]; params: {'campaign_id': ParamValue,'id': ParamValue} }
    'campaigns.campaigns.export': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.settings': { paramsTuple?: []; params?: {} }
    'letters.index': { paramsTuple?: []; params?: {} }
    'letters.feed': { paramsTuple?: []; params?: {} }
    'letters.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'letters.frame': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'letters.mail': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
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
    'api.document': { paramsTuple?: []; params?: {} }
    'api.reference': { paramsTuple?: []; params?: {} }
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
    'settings.api_keys.store': { paramsTuple?: []; params?: {} }
    'settings.payments.store': { paramsTuple?: []; params?: {} }
    'settings.payments.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notifications.reads': { paramsTuple?: []; params?: {} }
    'media.files.store': { paramsTuple?: []; params?: {} }
    'crm.consent.contacts_suppressions.store': { paramsTuple?: []; params?: {} }
    'crm.consent.contacts.consents.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.consent.settings_topics.store': { paramsTuple?: []; params?: {} }
    'crm.merging.scans.store': { paramsTuple?: []; params?: {} }
    'crm.merging.runs.store': { paramsTuple?: []; params?: {} }
    'crm.merging.run_undos.store': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'crm.merging.dismissals.store': { paramsTuple: [ParamValue]; params: {'duplicate_id': ParamValue} }
    'crm.merging.merges.store': { paramsTuple?: []; params?: {} }
    'crm.activity.tasks.store': { paramsTuple?: []; params?: {} }
    'crm.activity.task_completions.store': { paramsTuple?: []; params?: {} }
    'crm.activity.completions.store': { paramsTuple: [ParamValue]; params: {'task_id': ParamValue} }
    'crm.activity.notes.store': { paramsTuple?: []; params?: {} }
    'crm.activity.pins.store': { paramsTuple: [ParamValue]; params: {'note_id': ParamValue} }
    'crm.deals.store': { paramsTuple?: []; params?: {} }
    'crm.deal_moves.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deal_outcomes.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deals.contacts.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deal_restorations.store': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.pipelines.store': { paramsTuple?: []; params?: {} }
    'crm.imports.store': { paramsTuple?: []; params?: {} }
    'crm.imports.checks.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.fields.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.runs.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.imports.undos.store': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.exports.store': { paramsTuple?: []; params?: {} }
    'crm.contacts.restorations': { paramsTuple?: []; params?: {} }
    'crm.companies.restorations': { paramsTuple?: []; params?: {} }
    'crm.views.store': { paramsTuple?: []; params?: {} }
    'crm.deals.exports': { paramsTuple?: []; params?: {} }
    'crm.bulk_actions.store': { paramsTuple?: []; params?: {} }
    'crm.bulk_undos.store': { paramsTuple: [ParamValue]; params: {'bulk_action_id': ParamValue} }
    'crm.records.contacts.store': { paramsTuple?: []; params?: {} }
    'crm.records.contact_restorations.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.emails.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.phones.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.companies.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.contacts.tags.store': { paramsTuple: [ParamValue]; params: {'contact_id': ParamValue} }
    'crm.records.companies.store': { paramsTuple?: []; params?: {} }
    'crm.records.company_restorations.store': { paramsTuple: [ParamValue]; params: {'company_id': ParamValue} }
    'crm.records.companies.tags.store': { paramsTuple: [ParamValue]; params: {'company_id': ParamValue} }
    'crm.records.settings.fields.store': { paramsTuple?: []; params?: {} }
    'crm.records.settings.field_archivals.store': { paramsTuple: [ParamValue]; params: {'field_id': ParamValue} }
    'crm.records.settings.tag_merges.store': { paramsTuple: [ParamValue]; params: {'tag_id': ParamValue} }
    'crm.records.settings.tags.store': { paramsTuple?: []; params?: {} }
    'crm.segments.store': { paramsTuple?: []; params?: {} }
    'crm.segment_counts.store': { paramsTuple?: []; params?: {} }
    'crm.segment_archivals.store': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segment_copies.store': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segments.contacts.store': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'payments.stripe_webhook': { paramsTuple: [ParamValue]; params: {'account': ParamValue} }
    'messaging.senders.store': { paramsTuple?: []; params?: {} }
    'messaging.sender_archivals.store': { paramsTuple: [ParamValue]; params: {'sender_id': ParamValue} }
    'messaging.sending_domains.store': { paramsTuple?: []; params?: {} }
    'messaging.sending_domain_checks.store': { paramsTuple: [ParamValue]; params: {'sending_domain_id': ParamValue} }
    'messaging.sandbox_records.store': { paramsTuple: [ParamValue]; params: {'sending_domain_id': ParamValue} }
    'messaging.mail_webhook': { paramsTuple: [ParamValue,ParamValue]; params: {'provider': ParamValue,'account': ParamValue} }
    'messaging.reader.find.store': { paramsTuple?: []; params?: {} }
    'messaging.reader.unsubscribe.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.reader.preferences.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.form.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.entries.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.embed.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'messaging.form.confirm.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'messaging.forms.forms.store': { paramsTuple?: []; params?: {} }
    'messaging.templates.link_checks.store': { paramsTuple?: []; params?: {} }
    'messaging.templates.preview.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.copies.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.archival.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.tests.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.versions.store': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.restorations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'template_id': ParamValue,'version_id': ParamValue} }
    'messaging.templates.store': { paramsTuple?: []; params?: {} }
    'messaging.mail_accounts.store': { paramsTuple?: []; params?: {} }
    'messaging.mail_account_tests.store': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.bounce_readings.store': { paramsTuple?: []; params?: {} }
    'messaging.bounce_connection_tests.store': { paramsTuple?: []; params?: {} }
    'messaging.return_domain_checks.store': { paramsTuple?: []; params?: {} }
    'messaging.return_sandbox_records.store': { paramsTuple?: []; params?: {} }
    'messaging.deliverability.dmarc.store': { paramsTuple?: []; params?: {} }
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
    'campaigns.campaigns.store': { paramsTuple?: []; params?: {} }
    'campaigns.campaigns.counts.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.template.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.trials.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.approval_requests.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.approvals.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.launch.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.pause.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.cancellation.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.winner.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.copies.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.resends.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.archival.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.publication.store': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'courses.courses.store': { paramsTuple?: []; params?: {} }
    'courses.course.publication.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.archival.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.lessons.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.lessons.attachments.store': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue} }
    'courses.course.enrolments.store': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'learn.lesson.completion.store': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'api.contacts.create': { paramsTuple?: []; params?: {} }
    'api.contacts.batch': { paramsTuple?: []; params?: {} }
    'api.merges.create': { paramsTuple?: []; params?: {} }
    'api.companies.create': { paramsTuple?: []; params?: {} }
    'api.tags.create': { paramsTuple?: []; params?: {} }
    'api.pipelines.create': { paramsTuple?: []; params?: {} }
    'api.deals.create': { paramsTuple?: []; params?: {} }
    'api.tasks.create': { paramsTuple?: []; params?: {} }
    'api.notes.create': { paramsTuple?: []; params?: {} }
    'api.segments.create': { paramsTuple?: []; params?: {} }
    'api.segments.add': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.consents.record': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.topics.create': { paramsTuple?: []; params?: {} }
    'api.suppressions.create': { paramsTuple?: []; params?: {} }
    'api.imports.create': { paramsTuple?: []; params?: {} }
    'api.exports.create': { paramsTuple?: []; params?: {} }
    'api.fields.create': { paramsTuple?: []; params?: {} }
    'api.forms.submit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.messages.create': { paramsTuple?: []; params?: {} }
    'api.messages.batch': { paramsTuple?: []; params?: {} }
    'api.campaigns.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.create': { paramsTuple?: []; params?: {} }
    'api.campaigns.launch': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
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
    'crm.consent.settings_topics.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deal_lines.update': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deal_reasons.update': { paramsTuple?: []; params?: {} }
    'crm.imports.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.cells.update_contact': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'key': ParamValue} }
    'crm.cells.update_company': { paramsTuple: [ParamValue,ParamValue]; params: {'company_id': ParamValue,'key': ParamValue} }
    'crm.views.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.default_views.update': { paramsTuple?: []; params?: {} }
    'crm.records.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.emails.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.phones.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.companies.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.companies.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.field_orders.update': { paramsTuple: [ParamValue]; params: {'entity': ParamValue} }
    'crm.records.settings.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.senders.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.default_senders.update': { paramsTuple: [ParamValue]; params: {'sender_id': ParamValue} }
    'messaging.sending_domains.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.forms.forms.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.brand.update': { paramsTuple?: []; params?: {} }
    'messaging.templates.draft.update': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_accounts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_account_orders.update': { paramsTuple?: []; params?: {} }
    'messaging.mail_account_secrets.update': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.mail_account_states.update': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.bounce_mailboxes.update': { paramsTuple?: []; params?: {} }
    'messaging.bounce_readings.update': { paramsTuple?: []; params?: {} }
    'messaging.send_policies.update': { paramsTuple?: []; params?: {} }
    'site.admin.pages.update': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'commerce.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.doubts.update': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.rate.update': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.settings.update': { paramsTuple?: []; params?: {} }
    'courses.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.pricing.update': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.outline.update': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'api.contacts.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.duplicates.dismiss': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.join': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'company_id': ParamValue} }
    'api.contacts.tag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.companies.tag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.pipelines.set': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.close': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.involve': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'contact_id': ParamValue} }
    'api.deals.setLines': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.complete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.archive': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.read': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.run': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.undo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.archive': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  DELETE: {
    'identity.account.sessions': { paramsTuple?: []; params?: {} }
    'identity.account.session': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.members.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.suspension.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.ownership.destroy': { paramsTuple?: []; params?: {} }
    'settings.domains.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.api_keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.payments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.consent.contacts_suppressions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.merging.runs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.merging.dismissals.destroy': { paramsTuple: [ParamValue]; params: {'duplicate_id': ParamValue} }
    'crm.merging.merges.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.task_completions.destroy': { paramsTuple?: []; params?: {} }
    'crm.activity.completions.destroy': { paramsTuple: [ParamValue]; params: {'task_id': ParamValue} }
    'crm.activity.notes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.pins.destroy': { paramsTuple: [ParamValue]; params: {'note_id': ParamValue} }
    'crm.deals.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deal_outcomes.destroy': { paramsTuple: [ParamValue]; params: {'deal_id': ParamValue} }
    'crm.deals.contacts.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'deal_id': ParamValue,'id': ParamValue} }
    'crm.pipelines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.imports.runs.destroy': { paramsTuple: [ParamValue]; params: {'import_id': ParamValue} }
    'crm.views.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.emails.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.phones.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.companies.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.tags.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.companies.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.companies.tags.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'company_id': ParamValue,'id': ParamValue} }
    'crm.records.settings.field_archivals.destroy': { paramsTuple: [ParamValue]; params: {'field_id': ParamValue} }
    'crm.records.settings.tags.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segment_archivals.destroy': { paramsTuple: [ParamValue]; params: {'segment_id': ParamValue} }
    'crm.segments.contacts.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'segment_id': ParamValue,'id': ParamValue} }
    'messaging.sender_archivals.destroy': { paramsTuple: [ParamValue]; params: {'sender_id': ParamValue} }
    'messaging.sending_domains.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.forms.forms.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.draft.destroy': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.templates.archival.destroy': { paramsTuple: [ParamValue]; params: {'template_id': ParamValue} }
    'messaging.mail_account_breakers.destroy': { paramsTuple: [ParamValue]; params: {'mail_account_id': ParamValue} }
    'messaging.bounce_mailboxes.destroy': { paramsTuple?: []; params?: {} }
    'commerce.products.publication.destroy': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'commerce.products.archival.destroy': { paramsTuple: [ParamValue]; params: {'product_id': ParamValue} }
    'campaigns.campaigns.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.launch.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.pause.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.archival.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'campaigns.campaigns.publication.destroy': { paramsTuple: [ParamValue]; params: {'campaign_id': ParamValue} }
    'courses.courses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.publication.destroy': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.archival.destroy': { paramsTuple: [ParamValue]; params: {'course_id': ParamValue} }
    'courses.course.modules.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.destroy': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'courses.course.enrolments.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'learn.lesson.completion.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'course': ParamValue,'lesson': ParamValue} }
    'api.contacts.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.removeEmail': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'email_id': ParamValue} }
    'api.contacts.removePhone': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'phone_id': ParamValue} }
    'api.duplicates.reopen': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.merges.undo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.leave': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'company_id': ParamValue} }
    'api.tags.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.contacts.untag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.companies.untag': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'tag_id': ParamValue} }
    'api.pipelines.archive': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.reopen': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.release': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'contact_id': ParamValue} }
    'api.tasks.reopen': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notes.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.remove': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'contact_id': ParamValue} }
    'api.suppressions.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.imports.stop': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PATCH: {
    'crm.consent.settings_topics.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.activity.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.imports.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.views.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.contacts.emails.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.phones.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.contacts.companies.update': { paramsTuple: [ParamValue,ParamValue]; params: {'contact_id': ParamValue,'id': ParamValue} }
    'crm.records.companies.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.records.settings.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'crm.segments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.senders.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.sending_domains.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.forms.forms.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messaging.mail_accounts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'commerce.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'campaigns.campaigns.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'courses.course.modules.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.update': { paramsTuple: [ParamValue,ParamValue]; params: {'course_id': ParamValue,'id': ParamValue} }
    'courses.course.lessons.attachments.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'course_id': ParamValue,'lesson_id': ParamValue,'id': ParamValue} }
    'api.contacts.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.companies.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.segments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.topics.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.campaigns.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}