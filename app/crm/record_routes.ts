import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Companies = () => import('#crm/controllers/companies_controller')
const CompanyRestorations = () => import('#crm/controllers/company_restorations_controller')
const CompanySuggestions = () => import('#crm/controllers/company_suggestions_controller')
const CompanyTags = () => import('#crm/controllers/company_tags_controller')
const ContactCompanies = () => import('#crm/controllers/contact_companies_controller')
const ContactEmails = () => import('#crm/controllers/contact_emails_controller')
const ContactPhones = () => import('#crm/controllers/contact_phones_controller')
const ContactRestorations = () => import('#crm/controllers/contact_restorations_controller')
const ContactTags = () => import('#crm/controllers/contact_tags_controller')
const Contacts = () => import('#crm/controllers/contacts_controller')
const FieldArchivals = () => import('#crm/controllers/custom_field_archivals_controller')
const FieldOrders = () => import('#crm/controllers/custom_field_orders_controller')
const Fields = () => import('#crm/controllers/custom_fields_controller')
const TagMerges = () => import('#crm/controllers/tag_merges_controller')
const Tags = () => import('#crm/controllers/tags_controller')

// Contacts and companies as records, their fields and tags. The lists have routes of their own.
router
  .group(() => {
    router.resource('contacts', Contacts).only(['create', 'store', 'show', 'update', 'destroy'])
    router.post('contacts/:contact_id/restoration', [ContactRestorations, 'store'])
    router.resource('contacts.emails', ContactEmails).only(['store', 'update', 'destroy'])
    router.resource('contacts.phones', ContactPhones).only(['store', 'update', 'destroy'])
    router.resource('contacts.companies', ContactCompanies).only(['store', 'update', 'destroy'])
    router.resource('contacts.tags', ContactTags).only(['store', 'destroy'])

    router.get('company_suggestions', [CompanySuggestions, 'index'])
    router.resource('companies', Companies).only(['create', 'store', 'show', 'update', 'destroy'])
    router.post('companies/:company_id/restoration', [CompanyRestorations, 'store'])
    router.resource('companies.tags', CompanyTags).only(['store', 'destroy'])

    router
      .group(() => {
        router.resource('fields', Fields).only(['index', 'store', 'update'])
        router.post('fields/:field_id/archival', [FieldArchivals, 'store'])
        router.delete('fields/:field_id/archival', [FieldArchivals, 'destroy'])
        router
          .put('field_orders/:entity', [FieldOrders, 'update'])
          .where('entity', /^(contact|company|deal)$/)
        router.post('tags/:tag_id/merge', [TagMerges, 'store'])
        router.resource('tags', Tags).only(['index', 'store', 'update', 'destroy'])
      })
      .prefix('settings')
      .as('settings')
  })
  .prefix('admin')
  .as('crm.records')
  .where('id', router.matchers.uuid())
  .where('contact_id', router.matchers.uuid())
  .where('company_id', router.matchers.uuid())
  .where('field_id', router.matchers.uuid())
  .where('tag_id', router.matchers.uuid())
  .use([middleware.web(), middleware.staff()])
