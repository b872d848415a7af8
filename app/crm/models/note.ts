import { compose } from '@adonisjs/core/helpers'
import { NoteSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { Mentioning } from '#crm/models/note/mentioning'
import { Written } from '#crm/models/note/written'

/** What somebody wrote down about contacts, companies or deals. */
export default class Note extends compose(NoteSchema, Tenanted, WithId, Mentioning, Written) {}
