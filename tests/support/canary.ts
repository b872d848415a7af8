import { v7 as uuid } from 'uuid'
import hash from '@adonisjs/core/services/hash'
import { hashToken } from '#core/crypto/tokens'
import { seal } from '#core/crypto/encrypted'
import { sql, type Binding } from '#core/database/sql'
import { roles } from '#identity/roles'

/** Roles of config/roles.yaml, strongest first. */
export const ROLES = ['owner', 'admin', 'editor', 'finance', 'agent', 'viewer'] as const

/** An organization in which every table has a row and every text carries its canary. */
export type Planted = {
  letter: string
  id: string
  slug: string
  /** One id per table, for route parameters. */
  ids: Record<string, string>
  /** User ids by role. */
  users: Record<string, string>
  contactId: string
  portalSessionId: string
  /** A key of this organization with every scope. */
  apiKey: string
}

let passwordHash: string

/**
 * Plants an organization full of canary strings (`CANARY_<letter>_…`) straight
 * into the tables, without the domains' code, so that what guards them is tested
 * and not used.
 */
export async function plant(letter: string): Promise<Planted> {
  passwordHash ??= await hash.make('canary-password')
  const now = new Date()
  const canary = (name: string) => `CANARY_${letter}_${name}`
  const id = uuid()
  const slug = `canary-${letter.toLowerCase()}-${id.slice(-8)}`
  const ids: Record<string, string> = { organizations: id }
  const insert = async (table: string, row: Record<string, Binding | object>, key = table) => {
    const full: Record<string, Binding | object> = { ...row }
    ids[key] ??= typeof full.id === 'string' ? full.id : ''
    const columns = Object.keys(full)
    const values = Object.values(full).map((value) =>
      value !== null && typeof value === 'object' && !(value instanceof Date)
        ? JSON.stringify(value)
        : value
    ) as Binding[]
    await sql(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      values
    )
    return full
  }
  const stamps = { created_at: now, updated_at: now }
  const tenant = { organization_id: id }

  await insert('organizations', {
    id,
    name: canary('organization'),
    slug,
    tagline: canary('tagline'),
    support_email: `canary_${letter.toLowerCase()}@example.test`,
    ...stamps,
  })
  await insert('organization_hosts', {
    id: uuid(),
    ...tenant,
    host: `${slug}.canary.test`,
    created_at: now,
  })

  const users: Record<string, string> = {}
  for (const role of ROLES) {
    const userId = uuid()
    users[role] = userId
    const email = `canary_${letter}_${role}_${userId.slice(-6)}@example.test`.toLowerCase()
    await insert(
      'users',
      {
        id: userId,
        email,
        email_norm: email,
        email_verified_at: now,
        password: passwordHash,
        full_name: canary(`user_${role}`),
        ...stamps,
      },
      `users_${role}`
    )
    await insert(
      'memberships',
      { id: uuid(), ...tenant, user_id: userId, role, ...stamps },
      `memberships_${role}`
    )
  }
  ids.users = users.viewer
  ids.memberships = ids.memberships_viewer
  await insert('invitations', {
    id: uuid(),
    ...tenant,
    email: canary('invitation@example.test'),
    email_norm: canary('invitation@example.test').toLowerCase(),
    role: 'viewer',
    token_hash: hashToken(canary(`token${id}`)),
    expires_at: new Date(Date.now() + 86_400_000),
    ...stamps,
  })
  await insert('ownership_transfers', {
    id: uuid(),
    ...tenant,
    from_user_id: users.owner,
    to_user_id: users.admin,
    expires_at: new Date(Date.now() + 86_400_000),
    created_at: now,
  })
  const accountId = uuid()
  await insert('provider_accounts', {
    id: accountId,
    ...tenant,
    provider: 'stripe',
    label: canary('provider_account'),
    secrets: seal(
      { secretKey: `sk_test_${canary('secret')}`, webhookSecret: `whsec_${canary('whsec')}` },
      'provider_account'
    ),
    ...stamps,
  })
  await insert('files', {
    id: uuid(),
    ...tenant,
    disk: 'local',
    key: `${id}/${canary('file')}`,
    name: `${canary('file')}.pdf`,
    mime: 'application/pdf',
    size: 10,
    sha256: 'x',
    visibility: 'private',
    ...stamps,
  })
  const apiKey = `wrn_${letter.repeat(8)}_${id.replaceAll('-', '')}${'x'.repeat(11)}`
  await insert('api_keys', {
    id: uuid(),
    ...tenant,
    name: canary('api_key'),
    prefix: `wrn_${letter.repeat(8)}`,
    key_hash: hashToken(apiKey),
    scopes: `{${roles().permissions.join(',')}}`,
    requests_per_minute: 10_000,
    ...stamps,
  })
  const contactId = uuid()
  const contactEmail = `canary_${letter}_contact_${contactId.slice(-6)}@example.test`.toLowerCase()
  await insert('contacts', {
    id: contactId,
    ...tenant,
    email: contactEmail,
    email_norm: contactEmail,
    first_name: canary('first_name'),
    last_name: canary('last_name'),
    phone: '+49 30 1',
    source: canary('source'),
    ...stamps,
  })
  // Two more contacts, who may be one, and one who was merged into the first.
  const others = [uuid(), uuid()].sort()
  for (const [n, otherId] of others.entries()) {
    await sql(
      `insert into contacts (id, organization_id, first_name, last_name, source, created_at, updated_at)
       values (?, ?, ?, ?, 'test', ?, ?)`,
      [otherId, id, canary('twin'), canary(`twin_${n}`), now, now]
    )
  }
  await insert('duplicate_pairs', {
    id: uuid(),
    ...tenant,
    a_id: others[0],
    b_id: others[1],
    score: 90,
    reasons: '{name}',
    found_at: now,
  })
  const mergedId = uuid()
  await sql(
    `insert into contacts (id, organization_id, first_name, source, deleted_at, merged_into_id, created_at, updated_at)
     values (?, ?, ?, 'test', ?, ?, ?, ?)`,
    [mergedId, id, canary('merged'), now, contactId, now, now]
  )
  await insert('merge_runs', {
    id: uuid(),
    ...tenant,
    rule: 'certain',
    keep: 'oldest',
    state: 'done',
    created_at: now,
  })
  const image = async (rowId: string) => {
    const [{ row }] = await sql<{ row: object }>(
      `select to_jsonb(c.*) - '{name_sort,search,attributes}'::text[] as row from contacts c where c.id = ?`,
      [rowId]
    )
    return { ...row, job_title: canary('merge_image') }
  }
  await insert('merges', {
    id: uuid(),
    ...tenant,
    winner_id: contactId,
    loser_id: mergedId,
    winner_before: await image(contactId),
    loser_before: await image(mergedId),
    winner_after: await image(contactId),
    merged_at: now,
  })
  const topicId = uuid()
  await insert('topics', {
    id: topicId,
    ...tenant,
    key: 'canary_topic',
    name: canary('topic'),
    description: canary('topic_description'),
    ...stamps,
  })
  await sql(
    `insert into consents (organization_id, contact_id, channel, topic_id, state, source, wording, actor_type, occurred_at)
     values (?, ?, 'email', ?, 'granted', 'form', ?, 'system', ?)`,
    [id, contactId, topicId, canary('wording'), now]
  )
  await insert('mail_accounts', {
    id: uuid(),
    ...tenant,
    provider: 'postmark',
    label: canary('mail_account'),
    secrets: seal({ serverToken: canary('server_token') }, 'mail_account'),
    ...stamps,
  })
  await insert('sending_domains', {
    id: uuid(),
    ...tenant,
    domain: `${slug}.canary-mail.test`,
    dkim_selector: 'wcanary',
    dkim_private_key: seal(canary('private_key'), 'sending_domain'),
    dkim_public_key: canary('public_key'),
    ...stamps,
  })
  await insert('bounce_mailboxes', {
    id: uuid(),
    ...tenant,
    domain: `bounces.${slug}.canary-mail.test`,
    imap_user: canary('imap_user'),
    imap_secret: seal(canary('imap_secret'), 'bounce_mailbox'),
    last_error: canary('bounce_error'),
    due_at: now,
    ...stamps,
  })
  await insert('senders', {
    id: uuid(),
    ...tenant,
    domain_id: ids.sending_domains,
    name: canary('sender'),
    address: `${canary('sender')}@${slug}.canary-mail.test`,
    address_norm: `${canary('sender')}@${slug}.canary-mail.test`.toLowerCase(),
    account_id: ids.mail_accounts,
    ...stamps,
  })
  await insert('campaigns', {
    id: uuid(),
    ...tenant,
    name: canary('campaign'),
    topic_id: ids.topics,
    sender_id: ids.senders,
    subject: canary('campaign_subject'),
    preheader: canary('campaign_preheader'),
    format: 'markdown',
    source: canary('campaign_words'),
    ...stamps,
  })
  await insert(
    'campaigns',
    {
      id: uuid(),
      ...tenant,
      name: canary('letter'),
      subject: canary('letter_subject'),
      format: 'markdown',
      source: canary('letter_words'),
      slug: `canary-letter-${letter.toLowerCase()}`,
      is_public: true,
      state: 'finished',
      launched_at: now,
      ...stamps,
    },
    'letters'
  )
  await insert('campaign_variants', {
    id: uuid(),
    ...tenant,
    campaign_id: ids.campaigns,
    variant: 1,
    subject: canary('variant_subject'),
  })
  await insert('campaign_approvals', {
    id: uuid(),
    ...tenant,
    campaign_id: ids.campaigns,
    requested_by_id: users.editor,
    requested_at: now,
    decision: 'refused',
    decided_by_id: users.owner,
    decided_at: now,
    note: canary('approval_note'),
  })
  await insert('campaign_settings', { ...tenant, needs_approval: false, updated_at: now })
  await insert('campaign_conversions', {
    ...tenant,
    source: 'order',
    source_id: canary('conversion'),
    campaign_id: ids.campaigns,
    run_id: 0,
    n: 0,
    contact_id: contactId,
    amount_minor: 4900,
    currency: 'EUR',
    happened_at: now,
  })
  await insert('mail_templates', {
    id: uuid(),
    ...tenant,
    name: canary('template'),
    key: `canary-template-${letter.toLowerCase()}`,
    format: 'mjml',
    draft: {
      subject: canary('draft'),
      preheader: '',
      source: canary('draft'),
      project: null,
      text: null,
    },
    ...stamps,
  })
  await insert('mail_template_versions', {
    id: uuid(),
    ...tenant,
    template_id: ids.mail_templates,
    version: 1,
    subject: canary('template_subject'),
    source: `<mj-text>${canary('template_source')}</mj-text>`,
    html: canary('template_html'),
    created_at: now,
  })
  await insert('mail_brands', { id: uuid(), ...tenant, address: canary('address'), ...stamps })
  await insert('suppressions', {
    id: uuid(),
    ...tenant,
    channel: 'email',
    address_hash: hashToken(canary('suppressed')),
    hint: canary('hint'),
    reason: 'manual',
    scope: 'all',
    source: 'staff',
    note: canary('suppression_note'),
    actor_type: 'system',
    created_at: now,
  })
  await insert('signup_forms', {
    id: uuid(),
    ...tenant,
    name: canary('form'),
    slug: `canary-form-${letter.toLowerCase()}`,
    title: canary('form_title'),
    button: canary('form_button'),
    wording: canary('form_wording'),
    ...stamps,
  })
  await insert('form_submissions', {
    id: uuid(),
    ...tenant,
    form_id: ids.signup_forms,
    contact_id: contactId,
    state: 'waiting',
    via: 'page',
    given: { firstName: canary('form_given') },
    wording: canary('form_wording'),
    created_at: now,
  })
  await insert('contact_emails', {
    id: uuid(),
    ...tenant,
    contact_id: contactId,
    email: contactEmail,
    email_norm: contactEmail,
    is_primary: true,
    created_at: now,
  })
  await insert('contact_phones', {
    id: uuid(),
    ...tenant,
    contact_id: contactId,
    phone: '+49 30 901820',
    phone_e164: '+4930901820',
    is_primary: true,
    created_at: now,
  })
  await insert('companies', {
    id: uuid(),
    ...tenant,
    name: canary('company'),
    domain: `canary-${letter.toLowerCase()}.example`,
    source: canary('company_source'),
    ...stamps,
  })
  await sql(
    `insert into company_contacts (organization_id, company_id, contact_id, role, created_at) values (?, ?, ?, ?, ?)`,
    [id, ids.companies, contactId, canary('company_role'), now]
  )
  await insert('tags', { id: uuid(), ...tenant, name: canary('tag'), ...stamps })
  await sql(
    `insert into contact_tags (organization_id, contact_id, tag_id, created_at) values (?, ?, ?, ?)`,
    [id, contactId, ids.tags, now]
  )
  await insert('custom_fields', {
    id: uuid(),
    ...tenant,
    entity: 'contact',
    key: `canary_${letter.toLowerCase()}_field`,
    label: canary('field'),
    type: 'text',
    ...stamps,
  })
  await sql(
    `insert into activities (organization_id, contact_id, event_id, kind, actor_type, payload, occurred_at)
     values (?, ?, 1, 'contact.created', 'system', ?, ?)`,
    [id, contactId, JSON.stringify({ note: canary('activity') }), now]
  )
  await sql(
    `insert into events (organization_id, type, subject_type, subject_id, contact_id, actor_type, payload, occurred_at)
     values (?, 'contact.created', 'contact', ?, ?, 'system', ?, ?)`,
    [id, contactId, contactId, JSON.stringify({ note: canary('event') }), now]
  )
  await insert('tasks', {
    id: uuid(),
    ...tenant,
    title: canary('task'),
    description: canary('task_description'),
    assignee_id: users.owner,
    created_by_id: users.owner,
    time_zone: 'UTC',
    ...stamps,
  })
  await insert('task_links', {
    ...tenant,
    task_id: ids.tasks,
    target_type: 'contact',
    target_id: contactId,
    created_at: now,
  })
  await insert('notes', {
    id: uuid(),
    ...tenant,
    author_id: users.owner,
    body_html: `<p>${canary('note')}</p>`,
    body_text: canary('note'),
    pinned_at: now,
    ...stamps,
  })
  await insert('note_links', {
    ...tenant,
    note_id: ids.notes,
    target_type: 'contact',
    target_id: contactId,
    created_at: now,
  })
  await insert('note_mentions', {
    ...tenant,
    note_id: ids.notes,
    user_id: users.owner,
    created_at: now,
  })
  await insert('pipelines', { id: uuid(), ...tenant, name: canary('pipeline'), ...stamps })
  await insert('pipeline_stages', {
    id: uuid(),
    ...tenant,
    pipeline_id: ids.pipelines,
    name: canary('stage'),
    ...stamps,
  })
  await insert('deal_reasons', {
    id: uuid(),
    ...tenant,
    outcome: 'lost',
    label: canary('deal_reason'),
    ...stamps,
  })
  await insert('deals', {
    id: uuid(),
    ...tenant,
    pipeline_id: ids.pipelines,
    stage_id: ids.pipeline_stages,
    rank: 'a0',
    title: canary('deal'),
    amount_minor: 4900,
    currency: 'EUR',
    contact_id: contactId,
    owner_id: users.owner,
    stage_entered_at: now,
    ...stamps,
  })
  await insert('deal_contacts', {
    id: uuid(),
    ...tenant,
    deal_id: ids.deals,
    contact_id: contactId,
    role: canary('deal_role'),
    ...stamps,
  })
  await insert('deal_lines', {
    id: uuid(),
    ...tenant,
    deal_id: ids.deals,
    position: 0,
    name: canary('deal_line'),
    quantity_hundredths: 100,
    unit_minor: 4900,
    total_minor: 4900,
    ...stamps,
  })
  await sql(
    `insert into deal_stage_changes (organization_id, deal_id, kind, to_stage_id, actor_type, at)
     values (?, ?, 'created', ?, 'system', ?)`,
    [id, ids.deals, ids.pipeline_stages, now]
  )
  await insert('views', {
    id: uuid(),
    ...tenant,
    entity: 'contact',
    user_id: users.owner,
    name: canary('view'),
    is_shared: true,
    q: canary('view_search'),
    ...stamps,
  })
  await insert('bulk_actions', {
    id: uuid(),
    ...tenant,
    entity: 'contact',
    user_id: users.owner,
    kind: 'add_tags',
    params: { kind: 'add_tags', tagIds: [], names: [canary('bulk_tag')] },
    label: canary('bulk_action'),
    state: 'done',
    created_at: now,
  })
  await insert('segments', {
    id: uuid(),
    ...tenant,
    name: canary('segment'),
    kind: 'static',
    summary: canary('segment_summary'),
    ...stamps,
  })
  const segment = { ...tenant, segment_id: ids.segments }
  await insert('segment_members', { ...segment, contact_id: contactId, entered_at: now })
  await insert('segment_dues', { ...segment, contact_id: contactId, due_at: now })
  await insert('segment_builds', { ...segment, requested_at: now })
  await insert('segment_days', { ...segment, day: now })
  await insert('outgoing_mails', {
    id: uuid(),
    ...tenant,
    mail: 'commerce/receipt',
    contact_id: contactId,
    to_address: contactEmail,
    subject: canary('subject'),
    message_id: `<${uuid()}@canary>`,
    state: 'sent',
    due_at: now,
    ...stamps,
  })
  const messageId = uuid()
  await insert(
    'outgoing_mails',
    {
      id: messageId,
      ...tenant,
      mail: 'messaging/message',
      contact_id: contactId,
      to_address: contactEmail,
      subject: canary('message_subject'),
      message_id: `<${messageId}@canary>`,
      state: 'queued',
      // Nobody's worker comes to send it.
      due_at: new Date(Date.now() + 365 * 86_400_000),
      ...stamps,
    },
    'message_mails'
  )
  await insert('messages', {
    id: messageId,
    ...tenant,
    address_norm: contactEmail.toLowerCase(),
    subject: canary('message_subject'),
    attachments: [{ name: canary('message_file'), type: 'text/plain', size: 1 }],
    metadata: { order: canary('message_metadata') },
    created_at: now,
  })
  const message = { ...tenant, message_id: messageId }
  await insert('message_metadata', {
    ...message,
    key: 'order',
    value: canary('message_metadata'),
  })
  await insert('message_contents', {
    ...message,
    preheader: canary('message_preheader'),
    html: canary('message_html'),
    text: canary('message_text'),
  })
  await insert('message_files', { ...message, n: 0, content: 'x' })
  await insert('notifications', {
    id: uuid(),
    ...tenant,
    user_id: users.owner,
    kind: 'order.paid',
    key: canary('key') + id,
    title: canary('notification'),
    created_at: now,
  })
  await insert('imports', {
    id: uuid(),
    ...tenant,
    name: canary('import.csv'),
    size: 10,
    state: 'uploaded',
    reading: { kind: 'xlsx', hasHeader: true, width: 1 },
    headers: JSON.stringify([canary('header')]),
    samples: JSON.stringify([[canary('sample')]]),
    fingerprint: canary('fingerprint'),
    mapping: JSON.stringify([null]),
    id_prefix: id.replaceAll('-', '').slice(0, 23),
    ...stamps,
  })
  await insert('exports', {
    id: uuid(),
    ...tenant,
    entity: 'contact',
    format: 'csv',
    name: canary('export.csv'),
    state: 'failed',
    problem: canary('export_problem'),
    selection: {},
    columns: JSON.stringify([]),
    created_by: users.owner,
    ...stamps,
  })
  const productId = uuid()
  await insert('products', {
    id: productId,
    ...tenant,
    name: canary('product'),
    slug: `canary-product-${letter.toLowerCase()}`,
    description: canary('product_description'),
    status: 'draft',
    ...stamps,
  })
  await insert('product_prices', {
    id: uuid(),
    ...tenant,
    product_id: productId,
    currency: 'EUR',
    amount_minor: 4900,
    created_at: now,
  })
  const courseId = uuid()
  await insert('courses', {
    id: courseId,
    ...tenant,
    product_id: productId,
    title: canary('course'),
    slug: `canary-course-${letter.toLowerCase()}`,
    description_html: `<p>${canary('course_description')}</p>`,
    outcomes: [canary('outcome')],
    status: 'draft',
    ...stamps,
  })
  await insert('product_grants', {
    id: uuid(),
    ...tenant,
    product_id: productId,
    subject_type: 'course',
    subject_id: courseId,
    created_at: now,
  })
  await insert('product_seats', { product_id: productId, ...tenant, seat_limit: 10, sold: 1 })
  const orderId = uuid()
  await insert('orders', {
    id: orderId,
    ...tenant,
    number: 1,
    contact_id: contactId,
    email: contactEmail,
    name: canary('buyer'),
    status: 'paid',
    currency: 'EUR',
    total_minor: 4900,
    provider: 'stripe',
    provider_account: accountId,
    checkout_session_id: `cs_test_${canary('session')}_${id}`,
    payment_intent_id: `pi_${canary('intent')}`,
    return_token_hash: hashToken(`${canary('return')}${id}`),
    paid_at: now,
    fulfilled_at: now,
    ...stamps,
  })
  await insert('order_lines', {
    id: uuid(),
    ...tenant,
    order_id: orderId,
    product_id: productId,
    name: canary('line'),
    unit_minor: 4900,
    total_minor: 4900,
    created_at: now,
  })
  const paymentId = uuid()
  await insert('payments', {
    id: paymentId,
    ...tenant,
    order_id: orderId,
    provider: 'stripe',
    provider_ref: `pi_${canary('payment')}`,
    amount_minor: 4900,
    currency: 'EUR',
    method: 'card',
    captured_at: now,
    created_at: now,
  })
  await insert('refunds', {
    id: uuid(),
    ...tenant,
    order_id: orderId,
    payment_id: paymentId,
    provider: 'stripe',
    provider_ref: `re_${canary('refund')}`,
    amount_minor: 100,
    currency: 'EUR',
    status: 'failed',
    reason: canary('refund_reason'),
    due_at: now,
    ...stamps,
  })
  await insert('seat_holds', {
    id: uuid(),
    ...tenant,
    product_id: productId,
    order_id: orderId,
    state: 'sold',
    ...stamps,
  })
  const [receipt] = await sql<{ id: number }>(
    `insert into receipts (organization_id, provider, account, event_id, type, state, due_at, received_at)
     values (?, 'stripe', ?, ?, 'checkout.session.completed', 'applied', ?, ?) returning id`,
    [id, accountId, `evt_${canary('event')}_${id}`, now, now]
  )
  await insert('payment_events', {
    id: uuid(),
    ...tenant,
    receipt_id: receipt.id,
    provider: 'stripe',
    account: accountId,
    event_id: `evt_${canary('event')}_${id}`,
    type: 'checkout.session.completed',
    order_id: orderId,
    state: 'applied',
    outcome: canary('outcome'),
    received_at: now,
  })
  const grantId = uuid()
  await insert('access_grants', {
    id: grantId,
    ...tenant,
    contact_id: contactId,
    subject_type: 'course',
    subject_id: courseId,
    source_type: 'order',
    source_id: orderId,
    reason: canary('grant_reason'),
    starts_at: new Date(Date.now() - 1000),
    created_at: now,
  })
  const moduleId = uuid()
  await insert('course_modules', {
    id: moduleId,
    ...tenant,
    course_id: courseId,
    title: canary('module'),
    position: 1,
    ...stamps,
  })
  const lessonId = uuid()
  await insert('lessons', {
    id: lessonId,
    ...tenant,
    course_id: courseId,
    module_id: moduleId,
    title: canary('lesson'),
    slug: 'canary-lesson',
    position: 1,
    body_html: `<p>${canary('lesson_body')}</p>`,
    vimeo_id: '76979871',
    ...stamps,
  })
  await insert('lesson_attachments', {
    id: uuid(),
    ...tenant,
    lesson_id: lessonId,
    file_id: ids.files,
    name: canary('attachment'),
    position: 1,
    created_at: now,
  })
  await insert('course_enrolments', {
    id: uuid(),
    ...tenant,
    course_id: courseId,
    contact_id: contactId,
    enrolled_at: now,
    ...stamps,
  })
  await sql(
    `insert into lesson_progress (organization_id, contact_id, lesson_id, course_id, opened_at) values (?, ?, ?, ?, ?)`,
    [id, contactId, lessonId, courseId, now]
  )
  for (const key of ['home', 'privacy', 'imprint']) {
    await insert('site_pages', {
      id: uuid(),
      ...tenant,
      key,
      title: canary(key),
      body_html: `<p>${canary(`${key}_body`)}</p>`,
      ...stamps,
    })
  }
  await insert('portal_links', {
    id: uuid(),
    ...tenant,
    contact_id: contactId,
    token_hash: hashToken(`${canary('portal')}${id}`),
    purpose: 'request',
    expires_at: new Date(Date.now() + 1_000_000),
    created_at: now,
  })
  const portalSessionId = uuid()
  await insert('portal_sessions', {
    id: portalSessionId,
    ...tenant,
    contact_id: contactId,
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(Date.now() + 86_400_000),
  })
  return { letter, id, slug, ids, users, contactId, portalSessionId, apiKey }
}

/**
 * One hash per table over all rows of an organization, to tell whether anything
 * of it changed. Tables without the tenant column are found through their parent.
 */
export async function fingerprint(organizationId: string): Promise<Record<string, string>> {
  const tables = await sql<{ name: string; column: string }>(
    `select c.table_name as name, case when c.table_name = 'organizations' then 'id' else 'organization_id' end as column
     from information_schema.columns c join pg_class k on k.relname = c.table_name and not k.relispartition
     where c.table_schema = 'public' and (c.column_name = 'organization_id' or (c.table_name = 'organizations' and c.column_name = 'id'))
       and c.table_name not in ('events', 'event_deliveries')
     order by 1`
  )
  const union = tables
    .map(
      ({ name, column }) =>
        `select '${name}' as name, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from ${name} t where ${column} = '${organizationId}'`
    )
    .join(' union all ')
  const rows = await sql<{ name: string; hash: string }>(union)
  return Object.fromEntries(rows.map((row) => [row.name, row.hash]))
}
