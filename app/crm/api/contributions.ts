import { addEndpoints } from '#core/api/endpoint'
import { apiGroups } from '#core/api/groups'
import * as activities from '#crm/api/activities'
import * as addresses from '#crm/api/addresses'
import * as companies from '#crm/api/companies'
import * as consents from '#crm/api/consents'
import { upsertContacts } from '#crm/api/contact_batch'
import * as contacts from '#crm/api/contacts'
import * as deals from '#crm/api/deals'
import * as people from '#crm/api/deal_contacts'
import * as lines from '#crm/api/deal_lines'
import * as files from '#crm/api/exports'
import * as fields from '#crm/api/fields'
import * as imports from '#crm/api/imports'
import * as merges from '#crm/api/merges'
import * as notes from '#crm/api/notes'
import * as definitions from '#crm/api/segment_definitions'
import * as pipelines from '#crm/api/pipelines'
import * as restorations from '#crm/api/restorations'
import * as segments from '#crm/api/segments'
import * as suppressions from '#crm/api/suppressions'
import * as tags from '#crm/api/tags'
import * as tasks from '#crm/api/tasks'
import * as topics from '#crm/api/topics'
import { listViews } from '#crm/api/views'

apiGroups.add('Contacts', 'People, with their addresses and numbers.')
apiGroups.add('Duplicates', 'Contacts who may be one person, and merges.')
apiGroups.add('Companies', 'Businesses that contacts belong to.')
apiGroups.add('Tags', 'Words on contacts and companies.')
apiGroups.add('Deals', 'Business that may come about, in pipelines of stages.')
apiGroups.add('Tasks and notes', 'What is to be done, and what was written down.')
apiGroups.add('Segments', 'Contacts who fit conditions, and lists of them.')
apiGroups.add(
  'Consent',
  'What people agreed to and refused, and addresses that are not written to.'
)
apiGroups.add('Imports and exports', 'Files of contacts, in and out.')
apiGroups.add('Custom fields', 'What the organization has added to its records.')

// In the order in which the reference tells of them.
addEndpoints(
  contacts.listContacts,
  contacts.getContact,
  contacts.makeContact,
  contacts.changeContact,
  contacts.removeContact,
  restorations.restoreContact,
  upsertContacts,
  addresses.removeEmail,
  addresses.removePhone,
  activities.contactActivities
)
addEndpoints(
  merges.listDuplicates,
  merges.dismissDuplicate,
  merges.reopenDuplicate,
  merges.listMerges,
  merges.getMerge,
  merges.createMerge,
  merges.undoMerge
)
addEndpoints(
  companies.listCompanies,
  companies.getCompany,
  companies.createCompany,
  companies.updateCompany,
  companies.deleteCompany,
  restorations.restoreCompany,
  companies.joinCompany,
  companies.leaveCompany,
  activities.companyActivities
)
addEndpoints(
  tags.listTags,
  tags.getTag,
  tags.createTag,
  tags.updateTag,
  tags.deleteTag,
  tags.tagContact,
  tags.untagContact,
  tags.tagCompany,
  tags.untagCompany
)
addEndpoints(
  deals.listPipelines,
  deals.getPipeline,
  pipelines.createPipeline,
  pipelines.setPipeline,
  pipelines.archivePipeline,
  deals.listReasons,
  deals.listDeals,
  deals.getDeal,
  deals.createDeal,
  deals.updateDeal,
  deals.closeDeal,
  deals.reopenDeal,
  deals.deleteDeal,
  restorations.restoreDeal,
  people.listPeople,
  people.involveContact,
  people.releaseContact,
  lines.listLines,
  lines.setLines,
  activities.dealActivities
)
addEndpoints(
  tasks.listTasks,
  tasks.getTask,
  tasks.createTask,
  tasks.updateTask,
  tasks.completeTask,
  tasks.reopenTask,
  tasks.deleteTask,
  notes.listNotes,
  notes.getNote,
  notes.createNote,
  notes.updateNote,
  notes.deleteNote
)
addEndpoints(
  segments.listSegments,
  segments.getSegment,
  definitions.createSegment,
  definitions.updateSegment,
  definitions.archiveSegment,
  definitions.restoreSegment,
  definitions.countSegment,
  definitions.listConditions,
  listViews,
  segments.listMembers,
  segments.addMembers,
  segments.removeMember
)
addEndpoints(
  consents.listConsents,
  consents.recordConsent,
  consents.listStates,
  topics.listTopics,
  topics.getTopic,
  topics.createTopic,
  topics.updateTopic,
  suppressions.listSuppressions,
  suppressions.getSuppression,
  suppressions.addSuppression,
  suppressions.liftSuppression
)
addEndpoints(
  imports.listImports,
  imports.uploadImport,
  imports.getImport,
  imports.readImport,
  imports.checkImport,
  imports.runImport,
  imports.stopImport,
  imports.undoImport,
  imports.importErrors,
  files.listExports,
  files.createExport,
  files.getExport
)
addEndpoints(
  fields.listFields,
  fields.getField,
  fields.createField,
  fields.updateField,
  fields.archiveField,
  fields.restoreField
)
