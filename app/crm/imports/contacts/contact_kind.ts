import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import ContactsImported from '#crm/events/contacts_imported'
import { CONTACT_TABLE } from '#crm/imports/contacts/contact_table'
import { ContactReader } from '#crm/imports/contacts/contact_reader'
import { HEADER_WORDS } from '#crm/imports/contacts/header_words'
import type { StagedContact } from '#crm/imports/contacts/staged_contact'
import { REPEATABLE, TARGETS } from '#crm/imports/contacts/targets'
import { prepareContacts, writeContacts } from '#crm/imports/contacts/write'
import { putAwayList, unlistImported } from '#crm/imports/import_list'
import type { ImportKind } from '#crm/imports/kinds/import_kind'
import { looksLikeEmail, looksLikePhone } from '#crm/imports/reading/looks'
import { withdrawAgreements } from '#crm/queries/import_agreements'
import { CONTACT_ROWS, findDuplicates } from '#crm/queries/import_resolution'
import { indexWords, learnContacts } from '#crm/queries/import_staging'
import { deleteCreated, deleteUnused, restoreChanged } from '#crm/queries/import_undo'

const told = 'people are told apart by it.'

/** Files of people. */
export const contacts: ImportKind<StagedContact> = {
  entity: 'contact',
  words: { one: 'contact', many: 'contacts' },
  targets: TARGETS,
  repeatable: REPEATABLE,
  headerWords: HEADER_WORDS,
  seconds: { email: 'other_email', phone: 'other_phone' },
  byValues(values, isTaken) {
    const most = (looks: (cell: string) => boolean) =>
      values.filter(looks).length > values.length * 0.7
    if (!isTaken('email') && most(looksLikeEmail)) return 'email'
    const isPhone = (cell: string) => looksLikePhone(cell) && cell.trim().length >= 9
    return !isTaken('phone') && most(isPhone) ? 'phone' : null
  },
  matchKeys: {
    email: {
      label: 'E-mail address',
      needs: ['email'],
      lacking: `Say which column holds the e-mail address: ${told}`,
    },
    phone: {
      label: 'Phone number, else e-mail',
      needs: ['phone', 'email'],
      lacking: `Say which column holds "Phone", or the e-mail address: ${told}`,
    },
    external_id: {
      label: 'Id in another system, else e-mail',
      needs: ['external_id', 'email'],
      lacking: `Say which column holds "${TARGETS.external_id}", or the e-mail address: ${told}`,
    },
  },
  extras: ['tags', 'list', 'phoneCountry', 'agreement'],

  staging: CONTACT_TABLE,
  rows: CONTACT_ROWS,
  reader: async (mapping, rules, house) => new ContactReader(mapping, rules, house),
  async settle(importId, { matchBy }) {
    // An id or an address that stands twice is one person, whatever the file is matched by.
    const columns = ['email_norm', 'external_id', ...(matchBy === 'phone' ? ['match_key'] : [])]
    await findDuplicates(CONTACT_TABLE.name, importId, columns)
  },
  learn: learnContacts,
  prepare: prepareContacts,
  write: writeContacts,
  finish: () => indexWords('contacts'),
  idKind: 'contact',
  event: ContactsImported,

  undo: {
    begin: (batch, isOver) => unlistImported(batch.ticket, isOver),
    restore: (batch, most, trx) => restoreChanged(batch.ticket, most, clock.now().toISO()!, trx),
    remove: (batch, chunk, trx) => deleteCreated(batch.ticket, chunk, trx),
    async end({ ticket }) {
      await db.transaction(async (trx) => {
        await deleteUnused(ticket, trx)
        await withdrawAgreements(ticket, trx)
      })
      await putAwayList(ticket)
    },
  },
}
