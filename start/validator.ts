import vine from '@vinejs/vine'
import { fieldMessages } from '#core/http/field_messages'
import { refuseNullOfDescribedFields } from '#core/http/strict_meta'

vine.messagesProvider = fieldMessages
refuseNullOfDescribedFields()
