import {
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto'

/** A delivery as a provider sends it: its body, and the headers that prove it. */
export type Signed = { body: string; headers: Record<string, string> }

const JSON_TYPE = 'application/json; charset=utf-8'
const seconds = (at: number) => String(Math.floor(at / 1000))

/** Postmark: the user name and password of the webhook's address. */
export function signPostmark(body: string, secret: string): Signed {
  const authorization = `Basic ${Buffer.from(`warren:${secret}`).toString('base64')}`
  return { body, headers: { 'content-type': 'application/json', authorization } }
}

/** Mailgun: time and token are signed, and stand in the body. */
export function signMailgun(
  event: object,
  secret: string,
  { at = Date.now(), token = randomBytes(25).toString('hex') } = {}
): Signed {
  const timestamp = seconds(at)
  const signature = createHmac('sha256', secret)
    .update(timestamp + token)
    .digest('hex')
  const body = JSON.stringify({ 'signature': { token, timestamp, signature }, 'event-data': event })
  return { body, headers: { 'content-type': JSON_TYPE } }
}

/** SendGrid: ECDSA over time and body. The key is PKCS8, base64. */
export function signSendgrid(body: string, privateKey: string, at = Date.now()): Signed {
  const key = createPrivateKey({
    key: Buffer.from(privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  const timestamp = seconds(at)
  return {
    body,
    headers: {
      'content-type': JSON_TYPE,
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(timestamp + body),
        key
      ).toString('base64'),
    },
  }
}

/** A pair for SendGrid: what signs, and what its customers get to check it. Both base64 of DER. */
export function sendgridKeys(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

/** Resend: Svix' signature over id, time and body. */
export function signResend(
  body: string,
  secret: string,
  { id = `msg_${randomBytes(14).toString('hex')}`, at = Date.now() } = {}
): Signed {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const timestamp = seconds(at)
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    body,
    headers: {
      'content-type': JSON_TYPE,
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': `v1,${signature}`,
    },
  }
}

const SNS_FIELDS: Record<string, string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    ...['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  ],
}

/** The topic of an account of the stand-in for Amazon. */
export function topicOf(account: string, region = 'eu-central-1'): string {
  const name = createHash('sha256').update(account).digest('hex').slice(0, 12)
  return `arn:aws:sns:${region}:000000000000:warren-${name}`
}

/** Amazon SNS with a key of one's own. */
export class SnsSigner {
  readonly #pair = generateKeyPairSync('rsa', { modulusLength: 2048 })

  /** Where certificates are asked for. */
  get pem(): string {
    return this.#pair.publicKey.export({ format: 'pem', type: 'spki' }).toString()
  }

  /** Signs a message of SNS: its fields without the signature's. */
  sign(fields: Record<string, string>, certificateUrl: string): Signed {
    const text = SNS_FIELDS[fields.Type]
      .filter((name) => fields[name] !== undefined)
      .map((name) => `${name}\n${fields[name]}\n`)
      .join('')
    const signature = sign('sha256', Buffer.from(text), this.#pair.privateKey).toString('base64')
    const body = JSON.stringify({
      ...fields,
      SignatureVersion: '2',
      Signature: signature,
      SigningCertURL: certificateUrl,
    })
    return {
      body,
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'x-amz-sns-message-type': fields.Type,
        'x-amz-sns-topic-arn': fields.TopicArn,
      },
    }
  }
}
