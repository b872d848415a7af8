import { addEndpoints } from '#core/api/endpoint'
import { apiGroups } from '#core/api/groups'
import * as addresses from '#crm/api/addresses'
import * as companies from '#crm/api/companies'
import { upsertContacts } from '#crm/api/contact_batch'
import * as contacts from '#crm/api/contacts'
import { listFields } from '#crm/api/fields'
import * as tags from '#crm/api/tags'

apiGroups.add('Contacts', 'People, with their addresses and numbers.')
apiGroups.add('Companies', 'Businesses that contacts belong to.')
apiGroups.add('Tags', 'Words on contacts and companies.')
apiGroups.add('Custom fields', 'What the organization has added to its records.')

// In the order in which the reference tells of them.
addEndpoints(
  contacts.listContacts,
  contacts.getContact,
  contacts.makeContact,
  contacts.changeContact,
  contacts.removeContact,
  upsertContacts,
  addresses.removeEmail,
  addresses.removePhone
)
addEndpoints(
  companies.listCompanies,
  companies.getCompany,
  companies.createCompany,
  companies.updateCompany,
  companies.deleteCompany,
  companies.joinCompany,
  companies.leaveCompany
)
addEndpoints(
  tags.listTags,
  tags.getTag,
  tags.createTag,
  tags.updateTag,
  tags.deleteTag,
  tags.tagContact,
  tags.untagContact
)
addEndpoints(listFields)
