import { createHash, randomUUID } from 'node:crypto'
import type { TakenMail } from '#sandbox/mail_providers/providers'

/** What becomes of a mail that was taken. */
export type Fate = 'delivered' | 'bounced' | 'soft' | 'blocked' | 'complained' | 'deferred'

/** By the address: bounce@, full@, blocked@, complaint@, delay@; everybody else gets their mail. */
export function fatesOf(to: string): Fate[] {
  const name = to.toLowerCase()
  if (/^bounce/.test(name)) return ['bounced']
  if (/^(full|soft)/.test(name)) return ['soft']
  if (/^block/.test(name)) return ['blocked']
  if (/^(complain|spam)/.test(name)) return ['delivered', 'complained']
  if (/^(delay|defer)/.test(name)) return ['deferred', 'delivered']
  return ['delivered']
}

const REPLIES: Record<Fate, { status: string; reply: string }> = {
  delivered: { status: '2.0.0', reply: '250 2.0.0 OK' },
  bounced: {
    status: '5.1.1',
    reply: '550 5.1.1 The email account that you tried to reach does not exist',
  },
  soft: { status: '4.2.2', reply: '452 4.2.2 The mailbox is full' },
  blocked: { status: '5.7.1', reply: '550 5.7.1 Message rejected due to local policy' },
  complained: { status: '2.0.0', reply: '' },
  deferred: { status: '4.7.0', reply: '421 4.7.0 Try again later' },
}

/** An event of SES, as SNS carries it. */
export function sesEvent(fate: Fate, mail: TakenMail): object {
  const { status, reply } = REPLIES[fate]
  const timestamp = new Date().toISOString()
  const head = {
    mail: {
      timestamp: mail.takenAt,
      messageId: mail.id,
      source: mail.from,
      destination: [mail.to],
      tags: mail.ref ? { ref: [mail.ref] } : {},
      headers: mail.messageId ? [{ name: 'Message-ID', value: mail.messageId }] : [],
    },
  }
  const recipient = { emailAddress: mail.to, status, diagnosticCode: `smtp; ${reply}` }
  switch (fate) {
    case 'delivered':
      return {
        eventType: 'Delivery',
        ...head,
        delivery: { timestamp, recipients: [mail.to], smtpResponse: reply },
      }
    case 'complained':
      return {
        eventType: 'Complaint',
        ...head,
        complaint: {
          timestamp,
          complainedRecipients: [{ emailAddress: mail.to }],
          complaintFeedbackType: 'abuse',
          feedbackId: randomUUID(),
        },
      }
    case 'deferred':
      return {
        eventType: 'DeliveryDelay',
        ...head,
        deliveryDelay: {
          timestamp,
          delayType: 'TransientCommunicationFailure',
          delayedRecipients: [recipient],
        },
      }
    default:
      return {
        eventType: 'Bounce',
        ...head,
        bounce: {
          feedbackId: randomUUID(),
          bounceType: fate === 'soft' ? 'Transient' : 'Permanent',
          bounceSubType: fate === 'soft' ? 'MailboxFull' : 'General',
          bouncedRecipients: [{ ...recipient, action: 'failed' }],
          timestamp,
        },
      }
  }
}

const POSTMARK_TYPES = {
  bounced: 'HardBounce',
  soft: 'SoftBounce',
  blocked: 'Blocked',
  deferred: 'Transient',
}

export function postmarkEvent(fate: Fate, mail: TakenMail): object {
  const at = new Date().toISOString()
  const head = {
    MessageID: mail.id,
    MessageStream: 'outbound',
    ServerID: 1,
    Metadata: mail.ref ? { ref: mail.ref } : {},
    Tag: '',
  }
  if (fate === 'delivered') {
    return {
      RecordType: 'Delivery',
      ...head,
      Recipient: mail.to,
      DeliveredAt: at,
      Details: '250 OK',
    }
  }
  const number = Number.parseInt(digest(`${mail.id}${fate}`).slice(0, 12), 16)
  if (fate === 'complained') {
    return {
      RecordType: 'SpamComplaint',
      ...head,
      ID: number,
      Type: 'SpamComplaint',
      Email: mail.to,
      BouncedAt: at,
    }
  }
  return {
    RecordType: 'Bounce',
    ...head,
    ID: number,
    Type: POSTMARK_TYPES[fate],
    Email: mail.to,
    BouncedAt: at,
    Details: REPLIES[fate].reply,
    Inactive: fate === 'bounced',
  }
}

export function mailgunEvent(fate: Fate, mail: TakenMail): object {
  const { status, reply } = REPLIES[fate]
  const names = { delivered: 'delivered', complained: 'complained' } as Record<Fate, string>
  const event = names[fate] ?? 'failed'
  return {
    'id': digest(`${mail.id}${fate}`).slice(0, 22),
    event,
    'timestamp': Date.now() / 1000,
    'log-level': event === 'failed' ? 'error' : 'info',
    'severity': event === 'failed' ? (fate === 'deferred' ? 'temporary' : 'permanent') : undefined,
    'reason': event === 'failed' ? 'generic' : undefined,
    'recipient': mail.to,
    'user-variables': mail.ref ? { ref: mail.ref } : {},
    'message': { headers: { 'message-id': mail.id.replace(/[<>]/g, ''), 'to': mail.to } },
    'delivery-status': {
      'code': Number(reply.slice(0, 3)) || 250,
      'enhanced-code': status,
      'message': reply,
    },
  }
}

export function sendgridEvent(fate: Fate, mail: TakenMail): object {
  const { status, reply } = REPLIES[fate]
  const names = { complained: 'spamreport', delivered: 'delivered', deferred: 'deferred' }
  const event = names[fate as keyof typeof names] ?? 'bounce'
  return {
    'email': mail.to,
    event,
    'timestamp': Math.floor(Date.now() / 1000),
    'sg_event_id': digest(`${mail.id}${fate}`).slice(0, 22),
    'sg_message_id': `${mail.id}.recvd-sandbox`,
    'smtp-id': mail.messageId ?? undefined,
    ...(mail.ref ? { ref: mail.ref } : {}),
    ...(event === 'bounce'
      ? { type: fate === 'bounced' ? 'bounce' : 'blocked', status, reason: reply }
      : { response: reply }),
  }
}

export function resendEvent(fate: Fate, mail: TakenMail): object {
  const names = {
    complained: 'email.complained',
    delivered: 'email.delivered',
    deferred: 'email.delivery_delayed',
  }
  const type = names[fate as keyof typeof names] ?? 'email.bounced'
  const at = new Date().toISOString()
  const [, name = ''] = mail.ref ? [null, mail.ref] : []
  return {
    type,
    created_at: at,
    data: {
      email_id: mail.id,
      created_at: mail.takenAt,
      from: mail.from,
      to: [mail.to],
      tags: name ? { ref: name } : {},
      ...(type === 'email.bounced'
        ? {
            bounce: {
              type: fate === 'soft' ? 'Transient' : 'Permanent',
              subType: fate === 'soft' ? 'MailboxFull' : 'General',
              message: REPLIES[fate].reply,
            },
          }
        : {}),
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
