import { addEndpoints } from '#core/api/endpoint'
import { apiGroups } from '#core/api/groups'
import { mails } from '#core/mail/mail'
import { mailObservers } from '#core/mail/mail_delivery'
import { sweepers } from '#core/queue/sweepers'
import { getMessage, listMessages, sendMessage } from '#messaging/messages/api'
import { sendMessages } from '#messaging/messages/batch'

apiGroups.add(
  'Messages',
  'Mails to one person that your programs send: receipts, reminders, notices.'
)
addEndpoints(sendMessage, sendMessages, getMessage, listMessages)

mails.add('messaging/message', () => import('#messaging/messages/mails/message'))

mailObservers.add('messaging/messages', async ({ id, mail, organization_id: organizationId }) => {
  if (mail !== 'messaging/message' || !organizationId) return
  const { eraseContent } = await import('#messaging/queries/message_rows')
  await eraseContent(id, organizationId)
})

// What an observer did not see: mails that were cancelled, processes that died.
sweepers.add('messaging/messages', async () =>
  (await import('#messaging/queries/message_rows')).eraseEnded()
)
