// Made by `npm run client` from the OpenAPI document. Changes here are lost.

/** RFC 9457. */
export type Problem = {
  /** A URI reference; `about:blank` says that the status tells all. */
  type: string
  title: string
  status: number
  /** A sentence for people. */
  detail: string
  /** Stable, for machines: `E_VALIDATION_ERROR`. */
  code: string
  /** Name it when you ask for help. */
  request_id: string | null
  errors?: Array<{
    /** JSON pointer into the body, or `/` and the name of a parameter. */
    pointer: string
    message: string
  }>
}

export type Page = {
  /** `cursor` of the next page; null on the last one. */
  next: string | null
  /** `cursor` of the previous page; null on the first one. */
  previous: string | null
  /** Records that fit on a page. */
  limit: number
}

/** A person in the organization: lead, subscriber, buyer, student. */
export type Contact = {
  id: string
  /** The primary address. */
  email: string | null
  /** The primary number, in E.164. */
  phone: string | null
  first_name: string | null
  last_name: string | null
  job_title: string | null
  /** Your own id of this person, unique in the organization. */
  external_id: string | null
  /** How far somebody has come. */
  lifecycle: 'subscriber' | 'lead' | 'qualified' | 'opportunity' | 'customer' | 'former'
  /** Where the contact came from first. */
  source: string
  /** User id of the member who looks after this person. */
  owner_id: string | null
  /** ISO 639-1. */
  locale: string | null
  /** IANA name. */
  time_zone: string | null
  street: string | null
  city: string | null
  region: string | null
  postal_code: string | null
  /** ISO 3166 alpha-2. */
  country: string | null
  /** All addresses, the primary one first. */
  emails: Array<{
    id: string
    email: string
    label: string
    is_primary: boolean
    /** What holds this address back now, whatever was agreed. Empty when it has not opted out. */
    opt_out: Array<{
      channel: 'email' | 'sms' | 'voice' | 'whatsapp'
      /** `all` keeps receipts and log-in links back too. */
      scope: 'all' | 'marketing'
      reason: 'hard_bounce' | 'complaint' | 'unsubscribe' | 'manual' | 'import'
      /** Null: for good. */
      expires_at: string | null
    }>
  }>
  /** All numbers, the primary one first. */
  phones: Array<{
    id: string
    phone: string
    label: string
    is_primary: boolean
    /** What holds this address back now, whatever was agreed. Empty when it has not opted out. */
    opt_out: Array<{
      channel: 'email' | 'sms' | 'voice' | 'whatsapp'
      /** `all` keeps receipts and log-in links back too. */
      scope: 'all' | 'marketing'
      reason: 'hard_bounce' | 'complaint' | 'unsubscribe' | 'manual' | 'import'
      /** Null: for good. */
      expires_at: string | null
    }>
  }>
  tags: Array<{
    id: string
    name: string
    color: string
  }>
  /** Values of custom fields by their key: text, number, boolean, day, list of choices, or `{minor, currency}`. */
  custom: Record<string, unknown>
  last_seen_at: string | null
  created_at: string
  updated_at: string
  /** A member of the organization. Only with `expand`. */
  owner?: {
    id: string
    name: string
    email: string
  } | null
  /** Companies and the role there, the primary one first. Only with `expand`. */
  companies?: Array<{
    id: string
    name: string
    role: string | null
    is_primary: boolean
  }>
}

/** Something that happened, anywhere in the house. */
export type Activity = {
  id: number
  /** Type of the event: `deal.won`. */
  kind: string
  /** In a sentence. */
  text: string
  /** Whom it concerns. */
  contact_id: string | null
  /** What it happened to. */
  subject: {
    type: string
    id: string
  } | null
  actor: {
    /** Who did it: `user`, `client`, `key`, `automation` or `system`. */
    type: string
    id: string | null
  }
  /** Details, which depend on the kind. */
  data: Record<string, unknown>
  occurred_at: string
}

/** Two contacts who may be one person. */
export type Duplicate = {
  id: string
  /** Two of them. */
  contact_ids: Array<string>
  /** How sure it is, up to 100. */
  score: number
  /** What is alike: `email`, `name`, `company`. */
  reasons: Array<string>
  state: 'open' | 'dismissed' | 'merged' | 'superseded'
  found_at: string
  /** Only with `expand`. */
  contacts?: Array<Contact>
}

/** One contact taken up by another. */
export type Merge = {
  id: string
  /** The contact that stays. */
  winner_id: string
  /** The contact that was taken up. */
  loser_id: string
  state: 'merged' | 'undone'
  /** How many of each kind moved: `{"deals": 2}`. */
  moved: Record<string, unknown>
  /** What an undo left as it was, because it had changed since. */
  kept: Array<string>
  merged_at: string
  undone_at: string | null
  /** Only with `expand`. */
  winner?: Contact | null
}

/** A business that contacts belong to. */
export type Company = {
  id: string
  name: string
  /** `example.com` */
  domain: string | null
  website: string | null
  phone: string | null
  industry: string | null
  size: string | null
  description: string | null
  /** Your own id of this company, unique in the organization. */
  external_id: string | null
  /** Where the company came from first. */
  source: string
  /** User id of the member who looks after it. */
  owner_id: string | null
  street: string | null
  city: string | null
  region: string | null
  postal_code: string | null
  /** ISO 3166 alpha-2. */
  country: string | null
  tags: Array<{
    id: string
    name: string
    color: string
  }>
  /** Values of custom fields by their key: text, number, boolean, day, list of choices, or `{minor, currency}`. */
  custom: Record<string, unknown>
  created_at: string
  updated_at: string
  /** A member of the organization. Only with `expand`. */
  owner?: {
    id: string
    name: string
    email: string
  } | null
}

/** A word on contacts and companies. */
export type Tag = {
  id: string
  /** Unique, whatever the case and accents. */
  name: string
  color: string
  created_at: string
  updated_at: string
}

/** A way that deals go. */
export type Pipeline = {
  id: string
  name: string
  /** In their order. */
  stages: Array<{
    id: string
    name: string
    /** Percent. */
    probability: number
    /** Days after which a deal has stood here for too long. */
    rotting_days: number | null
    required_fields: Array<string>
  }>
  created_at: string
  updated_at: string
}

/** Why deals are won or lost, in the organization’s own words. */
export type DealReason = {
  id: string
  outcome: 'won' | 'lost'
  label: string
}

/** Business that may come about. */
export type Deal = {
  id: string
  title: string
  status: 'open' | 'won' | 'lost'
  amount: {
    /** In the smallest unit. */
    minor: number
    /** ISO 4217. */
    currency: string
  }
  /** Whether the amount is the sum of its lines. */
  amount_follows_lines: boolean
  pipeline_id: string
  stage_id: string
  /** The primary contact. */
  contact_id: string | null
  company_id: string | null
  /** User id of a member. */
  owner_id: string | null
  expected_close_on: string | null
  /** Why it was won or lost. */
  reason_id: string | null
  outcome_note: string | null
  /** Your own id of this deal, unique in the organization. */
  external_id: string | null
  source: string
  /** Values of custom fields by their key. */
  custom: Record<string, unknown>
  stage_entered_at: string
  closed_at: string | null
  created_at: string
  updated_at: string
  /** A member of the organization. Only with `expand`. */
  owner?: {
    id: string
    name: string
    email: string
  } | null
  /** Only with `expand`. */
  contact?: Contact | null
  /** Only with `expand`. */
  company?: Company | null
}

/** Somebody whom a deal concerns. */
export type DealContact = {
  contact_id: string
  name: string
  email: string | null
  phone: string | null
  role: string | null
  is_primary: boolean
}

/** Something that is offered with a deal, as it was when it was put there. */
export type DealLine = {
  /** Of this line as it is: setting the lines makes new ones. */
  id: string
  name: string
  quantity: number
  /** The price of one. */
  unit: {
    minor: number
    /** ISO 4217. */
    currency: string
  }
  /** What the line comes to. */
  total: {
    minor: number
    /** ISO 4217. */
    currency: string
  }
  /** What it was taken from. */
  source: {
    kind: string
    id: string
  } | null
}

/** Something that somebody has to do. */
export type Task = {
  id: string
  title: string
  description: string | null
  priority: 'low' | 'normal' | 'high' | 'urgent'
  /** User id of a member. */
  assignee_id: string | null
  due_on: string | null
  /** `HH:mm` in `time_zone`; null for the whole day. */
  due_time: string | null
  /** IANA name. */
  time_zone: string
  /** The moment from which it is late. */
  due_at: string | null
  /** Minutes before it is due. */
  remind_before: number | null
  /** How the next one follows. */
  repeat: {
    every: 'day' | 'week' | 'month' | 'year'
    interval: number
    /** 1 is Monday. */
    weekdays: Array<number> | null
  } | null
  /** The records that it is about. */
  links: Array<{
    type: 'contact' | 'company' | 'deal'
    id: string
  }>
  completed_at: string | null
  created_at: string
  updated_at: string
}

/** What somebody wrote down. */
export type Note = {
  id: string
  /** Rich text, sanitised. */
  body_html: string
  /** The same without marks. */
  body_text: string
  /** User id; null where a program wrote it. */
  author_id: string | null
  is_pinned: boolean
  /** The records that it is about. */
  links: Array<{
    type: 'contact' | 'company' | 'deal'
    id: string
  }>
  created_at: string
  updated_at: string
}

/** Contacts who fit conditions, or who were put on a list. */
export type Segment = {
  id: string
  name: string
  /** Dynamic: by conditions. Static: a list. */
  kind: 'dynamic' | 'static'
  /** Its conditions in words. */
  summary: string
  /** A tree of conditions. */
  definition: Record<string, unknown>
  member_count: number
  /** How much `member_count` is worth. */
  count_state: 'exact' | 'estimate' | 'building'
  /** Why its conditions cannot be asked any more; nobody enters or leaves then. */
  problem: string | null
  archived_at: string | null
  created_at: string
  updated_at: string
}

/** Something that filters and definitions can ask. */
export type Condition = {
  /** `condition` in a tree. */
  key: string
  label: string
  /** The heading under which the editor lists it. */
  group: string
  operators: Array<{
    /** `operator` in a tree. */
    key: string
    label: string
    /** The shape of `value`: `kind` is `none`, `text`, `number`, `money`, `date`, `days`, `choice` (of `options`), `record` (ids) or `fields`; `many` takes a list. */
    value: Record<string, unknown>
  }>
}

/** A list that is kept, and shared with all. */
export type View = {
  id: string
  entity: 'contact' | 'company'
  name: string
  /** Words that are searched for. */
  q: string | null
  /** A tree of conditions, as the `filter` of contacts and companies takes it. */
  filter: Record<string, unknown> | null
  /** In the admin. */
  sort: string | null
  created_at: string
  updated_at: string
}

/** A line of the ledger: what somebody agreed to or refused. */
export type Consent = {
  id: number
  /** Of the contact then, who may have been merged since. */
  contact_id: string
  channel: 'email' | 'sms' | 'voice' | 'whatsapp'
  /** What it was said for. Null when the contact does not have it any more. */
  address: string | null
  /** Null: all marketing on the channel. */
  topic_id: string | null
  state: 'granted' | 'pending' | 'denied'
  /** Where it was said. */
  source: string
  wording: string | null
  /** What shows it. */
  proof: Record<string, unknown>
  /** Whether this line decides now. */
  in_force: boolean
  occurred_at: string
}

/** What holds now for a contact on a channel, for a topic or for all marketing. */
export type ConsentState = {
  channel: 'email' | 'sms' | 'voice' | 'whatsapp'
  /** Null: all marketing on the channel. */
  topic_id: string | null
  state: 'granted' | 'pending' | 'denied'
  source: string
  /** The line of the ledger that decides. */
  consent_id: number
  occurred_at: string
}

/** Something that people agree to hear about. */
export type Topic = {
  id: string
  /** It never changes. */
  key: string
  name: string
  description: string | null
  /** Whether a consent is confirmed by mail. */
  double_opt_in: boolean
  /** Whether consent to all marketing covers it. */
  is_default: boolean
  /** Whether it is known who opens its mails. */
  tracks_opens: boolean
  /** Whether it is known who follows links in its mails. */
  tracks_clicks: boolean
  archived_at: string | null
}

/** An address that is not written to. It is kept by its hash and belongs to no contact. */
export type Suppression = {
  id: string
  channel: 'email' | 'sms' | 'voice' | 'whatsapp'
  /** What a person may recognize it by: `a…@example.com`. */
  hint: string | null
  reason: 'hard_bounce' | 'complaint' | 'unsubscribe' | 'manual' | 'import'
  /** `all` keeps receipts and log-in links back too. */
  scope: 'all' | 'marketing'
  source: string
  note: string | null
  expires_at: string | null
  created_at: string
}

/** A file of contacts, companies or deals on its way into the house. */
export type Import = {
  id: string
  /** What the file holds. */
  kind: 'contacts' | 'companies' | 'deals'
  name: string
  /** Bytes. */
  size: number
  /** `mapped` is being checked; `dry_run` is checked and waits to be run; `running` and `undoing` are at work. */
  state:
    | 'uploaded'
    | 'mapped'
    | 'dry_run'
    | 'running'
    | 'done'
    | 'failed'
    | 'cancelled'
    | 'undoing'
    | 'undone'
  /** Why it failed. */
  problem: string | null
  /** How the file is read: `kind`, `encoding`, `delimiter`, `has_header`. */
  reading: Record<string, unknown>
  /** Names of the columns. */
  headers: Array<string>
  /** Some first rows. */
  samples: Array<Array<string>>
  /** Where each column goes. */
  mapping: Array<string | null>
  rules: {
    mode: 'both' | 'create' | 'update'
    match_by: 'email' | 'phone' | 'external_id' | 'domain' | 'name' | 'title'
    existing: 'replace' | 'keep'
    flawed: 'leave_out' | 'refuse'
    /** ISO 3166 alpha-2. */
    phone_country: string | null
    tags: Array<string>
    /** Of deals: where rows stand that name none; the first without it. */
    pipeline_id: string | null
    /** Of contacts: what they agreed to, and what shows it. */
    agreement: {
      /** None for all marketing. */
      topic_id: string | null
      wording: string
      document: string
    } | null
  }
  /** What the check found; null before. `warned` rows lose one of their values. */
  findings: {
    rows: number
    new: number
    update: number
    duplicate: number
    invalid: number
    skipped: number
    warned: number
    samples: Array<{
      /** Number of the row in the file. */
      row: number
      /** `new`, `update`, `duplicate`, `invalid`, `skipped`. */
      verdict: string
      name: string
      /** Of the contact; of a deal its contact’s. */
      email: string | null
      /** Of a company. */
      domain: string | null
      /** Why it is left out, or what of it. */
      reason: string | null
    }>
  } | null
  /** Whether rows were left out, and stand in a file. */
  has_errors: boolean
  is_undoable: boolean
  created_at: string
  finished_at: string | null
  /** Only with `expand`. */
  progress?: {
    rows: number
    rows_done: number
    created: number
    updated: number
    unchanged: number
    skipped: number
    refused: number
    /** Changed since, and left as they were by an undo. */
    kept: number
  }
}

/** Contacts, companies or deals as a file, kept for a week. */
export type Export = {
  id: string
  entity: 'contact' | 'company' | 'deal'
  format: 'csv' | 'xlsx'
  name: string
  state: 'waiting' | 'done' | 'failed' | 'expired'
  /** Rows written so far. */
  rows_done: number
  /** Why it failed. */
  problem: string | null
  /** Once it is done. Works for ten minutes, for whoever has it. */
  download_url: string | null
  created_at: string
  finished_at: string | null
  expires_at: string | null
}

/** A field that the organization has added to its records. */
export type CustomField = {
  id: string
  entity: 'contact' | 'company' | 'deal'
  /** Its name in `custom`; it never changes. */
  key: string
  label: string
  type:
    | 'text'
    | 'long_text'
    | 'number'
    | 'money'
    | 'date'
    | 'boolean'
    | 'select'
    | 'multi_select'
    | 'url'
    | 'reference'
  /** Of selects a list of `{value, label}`, of money `{currency}`, of references `{entity}`. */
  options: unknown
  help: string | null
  is_required: boolean
  /** Lists can be sorted by it once it is `ready`. */
  index_state: 'none' | 'building' | 'ready'
  archived_at: string | null
  created_at: string
  updated_at: string
}

/** A form with which people ask for mail. */
export type Form = {
  id: string
  /** For staff. */
  name: string
  /** Of its page: `/forms/<slug>`. */
  slug: string
  /** What visitors read. */
  title: string
  /** What people agree to. */
  wording: string
  /** Beside the address. */
  fields: Array<{
    /** `first_name`, `last_name`, `phone`, or `custom.<key>`. */
    key: string
    is_required: boolean
  }>
  /** None for all marketing. */
  topic_ids: Array<string>
  /** Whether people choose among the topics. */
  lets_choose: boolean
  is_open: boolean
}

/** A mail that a program asked for. What it says is kept until it left. */
export type Message = {
  id: string
  /** `queued` also while it is tried again. `sent`: a mail server took it. `failed`: refused, or tried ten times. `cancelled`: the address was suppressed meanwhile. */
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled'
  to: {
    address: string
    name: string | null
  }
  /** The contact who has the address. */
  contact_id: string | null
  /** Filled in. */
  subject: string
  /** The sender that was asked for; null for the default one. */
  from: string | null
  reply_to: string | null
  template_id: string | null
  template_version: number | null
  attachments: Array<{
    name: string
    type: string
    /** Bytes. */
    size: number
  }>
  metadata: Record<string, unknown>
  attempts: number
  /** What the mail server or provider answered when it took the message. */
  reply: string | null
  /** Why it failed or was cancelled; while it is queued, why it was put off. */
  error: string | null
  /** What was heard of it since: each once, in no order of time. */
  marks: Array<
    | 'delivered'
    | 'bounced'
    | 'soft_bounced'
    | 'blocked'
    | 'complained'
    | 'opened'
    | 'opened_by_person'
    | 'clicked'
    | 'clicked_by_person'
    | 'unsubscribed'
    | 'replied'
    | 'auto_replied'
    | 'converted'
  >
  /** Its Message-ID. */
  message_id: string
  created_at: string
  sent_at: string | null
}

/** A mail that a program asked for, with what happened to it. */
export type MessageWithEvents = {
  id: string
  /** `queued` also while it is tried again. `sent`: a mail server took it. `failed`: refused, or tried ten times. `cancelled`: the address was suppressed meanwhile. */
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled'
  to: {
    address: string
    name: string | null
  }
  /** The contact who has the address. */
  contact_id: string | null
  /** Filled in. */
  subject: string
  /** The sender that was asked for; null for the default one. */
  from: string | null
  reply_to: string | null
  template_id: string | null
  template_version: number | null
  attachments: Array<{
    name: string
    type: string
    /** Bytes. */
    size: number
  }>
  metadata: Record<string, unknown>
  attempts: number
  /** What the mail server or provider answered when it took the message. */
  reply: string | null
  /** Why it failed or was cancelled; while it is queued, why it was put off. */
  error: string | null
  /** What was heard of it since: each once, in no order of time. */
  marks: Array<
    | 'delivered'
    | 'bounced'
    | 'soft_bounced'
    | 'blocked'
    | 'complained'
    | 'opened'
    | 'opened_by_person'
    | 'clicked'
    | 'clicked_by_person'
    | 'unsubscribed'
    | 'replied'
    | 'auto_replied'
    | 'converted'
  >
  /** Its Message-ID. */
  message_id: string
  created_at: string
  sent_at: string | null
  /** In the order in which they happened. */
  events: Array<{
    /** `accepted`, `delivered`, `deferred`, `bounced`, `blocked`, `complained`, `opened`, `clicked`, `unsubscribed`, `replied`, `auto_replied` or `failed`. */
    kind: string
    happened_at: string
    /** Opens and clicks: whether a person did it, and no program that looks at mails. */
    is_human: boolean | null
    /** What the provider says: SMTP reply, type of the bounce, user agent. */
    detail: Record<string, unknown>
  }>
}

/** A mail to many. It is written as a draft, launched once, and reported on. */
export type Campaign = {
  id: string
  /** For staff. */
  name: string
  state:
    | 'draft'
    | 'awaiting_approval'
    | 'approved'
    | 'scheduled'
    | 'sending'
    | 'paused'
    | 'finished'
    | 'cancelled'
  /** Whom it goes to agreed to it. */
  topic_id: string | null
  /** A sender. */
  from: string | null
  reply_to: string | null
  /** With Liquid. */
  subject: string
  /** The line that inboxes show after the subject. */
  preheader: string
  format: 'visual' | 'rich' | 'markdown' | 'mjml' | 'html'
  audience: {
    /** Everybody who may be written to about the topic. */
    everybody: boolean
    /** Members of any of these segments and lists. */
    segment_ids: Array<string>
    /** Who was sent one of these campaigns. */
    received_campaign_ids: Array<string>
    /** Of those only whom no person opened it. */
    only_unopened: boolean
    exclude_segment_ids: Array<string>
    /** Who was sent one of these is left out. */
    exclude_campaign_ids: Array<string>
  }
  /** Null: when it is launched. */
  starts_at: string | null
  /** Each reader gets it when it is that hour where they live. */
  in_time_zones: boolean
  /** Mails an hour; null for as fast as may be. */
  per_hour: number | null
  tracks_opens: boolean
  tracks_clicks: boolean
  /** Whether the archive on the site shows it. */
  is_public: boolean
  is_ab_test: boolean
  created_at: string
  launched_at: string | null
  finished_at: string | null
  /** People; null before it was launched. */
  numbers: {
    /** People for whom it was ordered. */
    audience: number
    /** Taken by a mail server or provider. */
    sent: number
    /** Left out as they were about to be sent: unsubscribed or suppressed by then. */
    skipped: number
    /** Refused, or tried for too long. */
    failed: number
    /** Nobody can tell whether they left; they are not sent again by themselves. */
    uncertain: number
    /** Not sent because the campaign was cancelled. */
    cancelled: number
    /** Where providers tell. */
    delivered: number
    /** Came back for good. */
    bounced: number
    /** Reported as spam. */
    complained: number
    /** Machines included. */
    opened: number
    /** Without programs that look at mails. */
    opened_by_person: number
    /** Machines included. */
    clicked: number
    /** Without programs that follow links. */
    clicked_by_person: number
    /** By this mail. */
    unsubscribed: number
    /** Answers of people. */
    replied: number
  } | null
}

/** A mail to many, with what speaks against sending it. */
export type CampaignWithFindings = {
  id: string
  /** For staff. */
  name: string
  state:
    | 'draft'
    | 'awaiting_approval'
    | 'approved'
    | 'scheduled'
    | 'sending'
    | 'paused'
    | 'finished'
    | 'cancelled'
  /** Whom it goes to agreed to it. */
  topic_id: string | null
  /** A sender. */
  from: string | null
  reply_to: string | null
  /** With Liquid. */
  subject: string
  /** The line that inboxes show after the subject. */
  preheader: string
  format: 'visual' | 'rich' | 'markdown' | 'mjml' | 'html'
  audience: {
    /** Everybody who may be written to about the topic. */
    everybody: boolean
    /** Members of any of these segments and lists. */
    segment_ids: Array<string>
    /** Who was sent one of these campaigns. */
    received_campaign_ids: Array<string>
    /** Of those only whom no person opened it. */
    only_unopened: boolean
    exclude_segment_ids: Array<string>
    /** Who was sent one of these is left out. */
    exclude_campaign_ids: Array<string>
  }
  /** Null: when it is launched. */
  starts_at: string | null
  /** Each reader gets it when it is that hour where they live. */
  in_time_zones: boolean
  /** Mails an hour; null for as fast as may be. */
  per_hour: number | null
  tracks_opens: boolean
  tracks_clicks: boolean
  /** Whether the archive on the site shows it. */
  is_public: boolean
  is_ab_test: boolean
  created_at: string
  launched_at: string | null
  finished_at: string | null
  /** People; null before it was launched. */
  numbers: {
    /** People for whom it was ordered. */
    audience: number
    /** Taken by a mail server or provider. */
    sent: number
    /** Left out as they were about to be sent: unsubscribed or suppressed by then. */
    skipped: number
    /** Refused, or tried for too long. */
    failed: number
    /** Nobody can tell whether they left; they are not sent again by themselves. */
    uncertain: number
    /** Not sent because the campaign was cancelled. */
    cancelled: number
    /** Where providers tell. */
    delivered: number
    /** Came back for good. */
    bounced: number
    /** Reported as spam. */
    complained: number
    /** Machines included. */
    opened: number
    /** Without programs that look at mails. */
    opened_by_person: number
    /** Machines included. */
    clicked: number
    /** Without programs that follow links. */
    clicked_by_person: number
    /** By this mail. */
    unsubscribed: number
    /** Answers of people. */
    replied: number
  } | null
  /** What keeps it from being sent, or is worth another look. Only with `expand`. */
  findings?: Array<{
    section: 'to' | 'from' | 'subject' | 'content' | 'schedule'
    /** `error`: it cannot be sent like this. */
    level: 'error' | 'warning'
    message: string
  }>
}
