/** A field of a provider's form. */
export type ProviderField = {
  name: string
  label: string
  hint?: string
  placeholder?: string
  isRequired?: boolean
  /** What it may be; else a text. */
  options?: { value: string; label: string }[]
  kind?: 'text' | 'number'
  initial?: string
}

export type Provider = {
  label: string
  icon: string
  /** One sentence on when to take it. */
  about: string
  settings: ProviderField[]
  secrets: ProviderField[]
  /** Whether the provider tells what became of mails at /webhooks/<provider>/<account>. */
  hasWebhook: boolean
  /** Where the webhook is set up at the provider. */
  webhookHint?: string
}

export const PROVIDERS = [
  'smtp',
  'ses',
  'postmark',
  'mailgun',
  'sendgrid',
  'resend',
  'cloudflare',
] as const
export type ProviderName = (typeof PROVIDERS)[number]

const regions = (list: [string, string][]) => list.map(([value, label]) => ({ value, label }))
const WEBHOOK_SECRET = (label: string, hint: string): ProviderField => ({
  name: 'webhookSecret',
  label,
  hint,
})

/** What people are asked for to connect an account, by provider. */
export const providers: Record<ProviderName, Provider> = {
  smtp: {
    label: 'SMTP',
    icon: 'i-lucide-server',
    about: 'Any mail server or relay: your own Postal or Mailu, or a provider without an API.',
    settings: [
      { name: 'host', label: 'Server', placeholder: 'smtp.example.com', isRequired: true },
      { name: 'port', label: 'Port', kind: 'number', initial: '587', isRequired: true },
      {
        name: 'security',
        label: 'Encryption',
        initial: 'auto',
        options: [
          { value: 'auto', label: 'Where the server offers it' },
          { value: 'starttls', label: 'STARTTLS always' },
          { value: 'tls', label: 'TLS from the start (465)' },
          { value: 'none', label: 'None' },
        ],
      },
      { name: 'user', label: 'User name' },
      {
        name: 'spf',
        label: 'SPF mechanism',
        placeholder: 'include:_spf.example.com',
        hint: 'What the server wants to stand in the SPF record. Empty: its own address.',
      },
    ],
    secrets: [{ name: 'password', label: 'Password' }],
    hasWebhook: false,
  },
  ses: {
    label: 'Amazon SES',
    icon: 'i-lucide-cloud',
    about: 'Cheap at high volume. Your domain has to be verified with SES as well.',
    settings: [
      {
        name: 'region',
        label: 'Region',
        initial: 'eu-central-1',
        isRequired: true,
        options: regions([
          ['eu-central-1', 'Frankfurt'],
          ['eu-west-1', 'Ireland'],
          ['eu-west-2', 'London'],
          ['eu-west-3', 'Paris'],
          ['eu-north-1', 'Stockholm'],
          ['eu-south-1', 'Milan'],
          ['us-east-1', 'North Virginia'],
          ['us-east-2', 'Ohio'],
          ['us-west-1', 'North California'],
          ['us-west-2', 'Oregon'],
          ['ca-central-1', 'Canada'],
          ['sa-east-1', 'São Paulo'],
          ['ap-south-1', 'Mumbai'],
          ['ap-southeast-1', 'Singapore'],
          ['ap-southeast-2', 'Sydney'],
          ['ap-northeast-1', 'Tokyo'],
          ['ap-northeast-2', 'Seoul'],
          ['me-south-1', 'Bahrain'],
          ['af-south-1', 'Cape Town'],
        ]),
      },
      { name: 'accessKeyId', label: 'Access key ID', placeholder: 'AKIA…', isRequired: true },
      {
        name: 'configurationSet',
        label: 'Configuration set',
        hint: 'The one whose events go to the SNS topic of the address below.',
      },
    ],
    secrets: [{ name: 'secretAccessKey', label: 'Secret access key', isRequired: true }],
    hasWebhook: true,
    webhookHint: 'Subscribe this address (HTTPS) to the SNS topic of the configuration set.',
  },
  postmark: {
    label: 'Postmark',
    icon: 'i-lucide-stamp',
    about: 'Fast and careful with transactional mail.',
    settings: [
      {
        name: 'transactionalStream',
        label: 'Stream for single mails',
        initial: 'outbound',
        isRequired: true,
      },
      {
        name: 'marketingStream',
        label: 'Stream for mail to many',
        initial: 'broadcast',
        isRequired: true,
      },
    ],
    secrets: [
      { name: 'serverToken', label: 'Server API token', isRequired: true },
      WEBHOOK_SECRET(
        'Webhook password',
        'Basic authentication of the webhook: any user name with this password.'
      ),
    ],
    hasWebhook: true,
    webhookHint: 'Under the stream, Webhooks: delivery, bounce, spam complaint.',
  },
  mailgun: {
    label: 'Mailgun',
    icon: 'i-lucide-send',
    about: 'In the EU or the US, with logs that go far back.',
    settings: [
      { name: 'domain', label: 'Domain', placeholder: 'mg.example.com', isRequired: true },
      {
        name: 'region',
        label: 'Region',
        initial: 'eu',
        isRequired: true,
        options: regions([
          ['eu', 'EU'],
          ['us', 'US'],
        ]),
      },
    ],
    secrets: [
      { name: 'apiKey', label: 'Sending key', isRequired: true },
      WEBHOOK_SECRET('HTTP webhook signing key', 'Under Sending, Webhooks.'),
    ],
    hasWebhook: true,
    webhookHint: 'Under Sending, Webhooks: add it for every event.',
  },
  sendgrid: {
    label: 'SendGrid',
    icon: 'i-lucide-grid-3x3',
    about: 'Known for volume. Takes one mail per call.',
    settings: [
      {
        name: 'region',
        label: 'Region',
        initial: 'global',
        isRequired: true,
        options: regions([
          ['global', 'Global'],
          ['eu', 'EU'],
        ]),
      },
    ],
    secrets: [
      { name: 'apiKey', label: 'API key', isRequired: true },
      WEBHOOK_SECRET('Webhook verification key', 'Shown once the signed event webhook is on.'),
    ],
    hasWebhook: true,
    webhookHint: 'Under Mail settings, Event webhook, with the signature on.',
  },
  resend: {
    label: 'Resend',
    icon: 'i-lucide-mail-plus',
    about: 'Simple, with batches of a hundred.',
    settings: [],
    secrets: [
      { name: 'apiKey', label: 'API key', placeholder: 're_…', isRequired: true },
      WEBHOOK_SECRET('Webhook signing secret', 'Begins with whsec_.'),
    ],
    hasWebhook: true,
    webhookHint: 'Under Webhooks, for all events of mails.',
  },
  cloudflare: {
    label: 'Cloudflare',
    icon: 'i-lucide-cloudy',
    about: 'Email Sending, for domains whose DNS is at Cloudflare.',
    settings: [{ name: 'accountId', label: 'Account ID', isRequired: true }],
    secrets: [{ name: 'apiToken', label: 'API token', isRequired: true }],
    hasWebhook: false,
  },
}
