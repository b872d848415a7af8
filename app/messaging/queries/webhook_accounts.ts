import { sql } from '#core/database/sql'

/** A provider account by the id in a webhook's address, wherever it belongs; `secrets` are sealed. */
export async function findWebhookAccount(id: string, provider: string) {
  const [row] = await sql<{
    id: string
    organizationId: string
    provider: string
    settings: Record<string, unknown>
    secrets: string
  }>(
    `select id, organization_id as "organizationId", provider, settings, secrets from mail_accounts
     where id = ? and provider = ?`,
    [id, provider]
  )
  return row ?? null
}

/** Keeps the topic of an account unless it has one. Resolves to the one that it has now. */
export async function insertTopic(
  organizationId: string,
  id: string,
  topicArn: string
): Promise<string | null> {
  const [row] = await sql<{ topicArn: string }>(
    `update mail_accounts set settings = case when coalesce(settings->>'topicArn', '') = ''
       then settings || jsonb_build_object('topicArn', ?::text) else settings end
     where organization_id = ? and id = ? returning settings->>'topicArn' as "topicArn"`,
    [topicArn, organizationId, id]
  )
  return row?.topicArn ?? null
}

/** When something last came of these accounts, to the minute. */
export async function noteWebhooks(accountIds: string[]): Promise<void> {
  if (accountIds.length === 0) return
  await sql(
    `update mail_accounts set last_webhook_at = clock_timestamp()
     where id = any(?::uuid[])
       and (last_webhook_at is null or last_webhook_at < clock_timestamp() - interval '1 minute')`,
    [accountIds]
  )
}
