import { v7 as uuid } from 'uuid'
import type { ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import User from '#identity/models/user'
import { plantUser } from '#tests/support/organizations'

/** Somebody with a user account and a session of her own. */
export type Person = { user: User; sessionId: string; organizationId: string | null }

/** A member of an organization with a role of config/roles.yaml. */
export async function plantStaff(organizationId: string, role = 'owner'): Promise<Person> {
  const person = await plantPerson()
  const now = new Date()
  await sql(
    `insert into memberships (id, organization_id, user_id, role, created_at, updated_at) values (?, ?, ?, ?, ?, ?)`,
    [uuid(), organizationId, person.user.id, role, now, now]
  )
  return { ...person, organizationId }
}

/** A user with a verified address and no membership: a client where a contact has that address. */
export async function plantPerson(email?: string): Promise<Person> {
  const { id } = await plantUser()
  if (email) {
    await sql('update users set email = ?, email_norm = lower(?) where id = ?', [email, email, id])
  }
  const sessionId = uuid()
  const now = new Date()
  await sql(
    `insert into user_sessions (id, user_id, ip, user_agent, remembered, last_seen_at, expires_at, created_at)
     values (?, ?, '127.0.0.1', 'test', false, ?, ?, ?)`,
    [sessionId, id, now, new Date(now.getTime() + 86_400_000), now]
  )
  return { user: await User.findOrFail(id), sessionId, organizationId: null }
}

/** Sends a request as this person, with the CSRF token that a page of ours would carry. */
export function as(person: Person, request: ApiRequest): ApiRequest {
  return request
    .loginAs(person.user)
    .withSession({
      user_session_id: person.sessionId,
      ...(person.organizationId ? { organization_id: person.organizationId } : {}),
    })
    .withCsrfToken()
    .redirects(0)
}
