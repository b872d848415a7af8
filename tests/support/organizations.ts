import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'

/** A bare organization, straight into its table; resolves to its id. */
export async function plantOrganization(name = 'Test Organization'): Promise<string> {
  const id = uuid()
  const now = new Date()
  await sql(
    `insert into organizations (id, name, slug, created_at, updated_at) values (?, ?, ?, ?, ?)`,
    [id, name, `test-${id.slice(-12)}`, now, now]
  )
  return id
}

/** A bare user with a verified address; resolves to id and address. */
export async function plantUser(name = 'Test User'): Promise<{ id: string; email: string }> {
  const id = uuid()
  const email = `user-${id.slice(-12)}@example.test`
  const now = new Date()
  await sql(
    `insert into users (id, email, email_norm, email_verified_at, password, full_name, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, email, email, now, 'x', name, now, now]
  )
  return { id, email }
}
