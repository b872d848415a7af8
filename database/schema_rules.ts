import { type SchemaRules } from '@adonisjs/lucid/types/schema_generator'

/** Lucid would look for "phone_e_164". */
const e164 = (tsType: string) => ({
  tsType,
  decorators: [{ name: '@column', args: { columnName: 'phone_e164' } }],
})

/** A jsonb column with a type of its own. */
const json = (tsType: string) => ({
  tsType,
  imports: [{ source: '#core/database/json_column', namedImports: ['jsonColumn'] }],
  decorators: [{ name: '@jsonColumn' }],
})

export default {
  types: {
    bigint: { tsType: 'number', decorators: [{ name: '@column' }] },
    character: { tsType: 'string', decorators: [{ name: '@column' }] },
    bpchar: { tsType: 'string', decorators: [{ name: '@column' }] },
  },
  tables: {
    api_keys: { columns: { scopes: { tsType: 'string[]', decorators: [{ name: '@column' }] } } },
    provider_accounts: {
      columns: { public_settings: json('Record<string, string>') },
    },
    files: {
      columns: {
        variants: json(
          '{ name: string; key: string; width: number; height: number; mime: string; size: number }[]'
        ),
      },
    },
    courses: { columns: { outcomes: json('string[]') } },
    flags: {
      columns: {
        rules: json(
          '{ attribute: string; operator: string; values: string[]; enabled: boolean }[]'
        ),
      },
    },
    outgoing_mails: { columns: { payload: json('Record<string, unknown>') } },
    activities: { columns: { payload: json('Record<string, unknown>') } },
    tasks: {
      columns: {
        repeat: json(
          '{ every: string; interval: number; weekdays: number[] | null; monthDay: number | null }'
        ),
      },
    },
    contacts: {
      columns: { custom: json('Record<string, unknown>'), phone_e164: e164('string') },
    },
    contact_phones: { columns: { phone_e164: e164('string') } },
    import_rows: { columns: { phone_e164: e164('string') } },
    companies: { columns: { custom: json('Record<string, unknown>') } },
    deals: { columns: { custom: json('Record<string, unknown>') } },
    pipeline_stages: { columns: { required_fields: json('string[]') } },
    merges: {
      columns: {
        winner_before: json('Record<string, unknown>'),
        loser_before: json('Record<string, unknown>'),
        winner_after: json('Record<string, unknown>'),
        moved: json('Record<string, number>'),
        kept: json('string[]'),
      },
    },
    merge_moves: {
      columns: {
        row_key: json('Record<string, unknown>'),
        before: json('Record<string, unknown> | null'),
        after: json('Record<string, unknown> | null'),
      },
    },
    consents: { columns: { proof: json('Record<string, unknown>') } },
    mail_accounts: {
      columns: {
        settings: json('Record<string, string | number | boolean | null>'),
        breaker_base: json('{ day: string; sent: number; bounced: number; complained: number }'),
      },
    },
    bounce_mailboxes: {
      columns: { checks: json("import('#messaging/senders/domain_check').DomainChecks") },
    },
    sending_domains: {
      columns: {
        checks: json("import('#messaging/senders/domain_check').DomainChecks"),
        warm_up: { tsType: 'number[]', decorators: [{ name: '@column' }] },
      },
    },
    segments: {
      columns: {
        definition: json('unknown'),
        changed_by: { tsType: 'string[]', decorators: [{ name: '@column' }] },
        depends_on: { tsType: 'string[]', decorators: [{ name: '@column' }] },
      },
    },
    custom_fields: { columns: { options: json('unknown') } },
    imports: {
      columns: {
        reading: json('unknown'),
        headers: json('string[]'),
        samples: json('string[][]'),
        mapping: json('unknown'),
        rules: json('unknown'),
        findings: json('unknown'),
        outcome: json('unknown'),
      },
    },
    exports: { columns: { selection: json('unknown'), columns: json('string[]') } },
    views: { columns: { filter: json('unknown'), columns: json('string[] | null') } },
    bulk_actions: {
      columns: { params: json('Record<string, unknown>'), audience: json('unknown') },
    },
    campaigns: {
      columns: {
        audience: json('unknown'),
        project: json('unknown'),
        utm: json('Record<string, string>'),
        reach: json('unknown'),
      },
    },
    campaign_variants: { columns: { project: json('unknown') } },
    signup_forms: {
      columns: {
        fields: json('unknown'),
        topic_ids: { tsType: 'string[]', decorators: [{ name: '@column' }] },
      },
    },
    form_submissions: {
      columns: {
        given: json('unknown'),
        topic_ids: { tsType: 'string[]', decorators: [{ name: '@column' }] },
      },
    },
    bulk_action_items: { columns: { before: json('Record<string, unknown> | null') } },
    messages: {
      columns: {
        attachments: json('{ name: string; type: string; size: number }[]'),
        metadata: json('Record<string, string>'),
      },
    },
    mail_templates: { columns: { draft: json('Record<string, unknown> | null') } },
    mail_template_versions: { columns: { project: json('Record<string, unknown> | null') } },
    mail_brands: { columns: { links: json('{ kind: string; url: string }[]') } },
  },
} satisfies SchemaRules
