import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import TestMail from '#messaging/templates/mails/test_mail'
import type MailTemplate from '#messaging/templates/models/mail_template'
import { teamAddresses } from '#messaging/queries/templates/team_addresses'

/** Sends what is being written to people of the team; resolves to their number. Throws Refusal (422) for others. */
export async function sendTest(
  template: MailTemplate,
  { to, contactId }: { to: string[]; contactId: string | null }
): Promise<number> {
  const team = new Map((await teamAddresses()).map((one) => [one.email.toLowerCase(), one]))
  const strangers = to.filter((address) => !team.has(address))
  if (strangers.length > 0) {
    throw new Refusal(`Tests go to your team only, and ${strangers[0]} is not part of it.`, {
      code: 'E_NOT_IN_TEAM',
      field: 'to',
    })
  }
  for (const address of to) {
    await TestMail.queue({
      to: { email: address, name: team.get(address)!.name },
      organizationId: Tenant.id(),
      payload: { templateId: template.id, contactId },
    })
  }
  return to.length
}
