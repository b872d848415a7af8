import vine from '@vinejs/vine'
import { fieldMessages } from '#core/http/field_messages'

vine.messagesProvider = fieldMessages
