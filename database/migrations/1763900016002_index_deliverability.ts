import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- Suppressions are counted by reason off the index alone.
      create index suppressions_by_reason on suppressions (organization_id, channel, reason, scope);
      -- What providers told and nobody could apply: few, or something is wrong.
      create index receipts_failed on receipts (organization_id, account, received_at) where state = 'failed';
    `)
  }

  async down() {
    this.schema.raw('drop index receipts_failed; drop index suppressions_by_reason')
  }
}
