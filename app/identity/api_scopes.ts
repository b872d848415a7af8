import { apiEndpoints, scopesOf } from '#core/api/endpoint'
import { Refusal } from '#core/http/refusal'
import { roles } from '#identity/roles'

/** Permissions that some endpoint of the API asks for or heeds, in the order of config/roles.yaml. */
export function apiScopes(): string[] {
  const asked = new Set(
    apiEndpoints.all().flatMap((one) => [...scopesOf(one), ...(one.usefulScopes ?? [])])
  )
  return roles().permissions.filter((permission) => asked.has(permission))
}

/**
 * What a list of scopes stands for: `contacts:read` itself, `contacts:write` all of contacts that
 * changes something, `contacts:*` all of contacts, `*` everything. Throws a Refusal for one that
 * the API does not know.
 */
export function expandScopes(names: string[]): string[] {
  const known = apiScopes()
  const found = names.flatMap((name) => {
    const matches = known.filter((scope) => stands(name, scope))
    if (matches.length === 0) {
      throw new Refusal(`"${name}" is no scope. There are: ${known.join(', ')}.`, {
        code: 'E_UNKNOWN_SCOPE',
        field: 'scopes',
      })
    }
    return matches
  })
  return known.filter((scope) => found.includes(scope))
}

function stands(name: string, scope: string): boolean {
  if (name === '*' || name === scope) return true
  const [resource, action] = scope.split(':')
  return name === `${resource}:*` || (name === `${resource}:write` && action !== 'read')
}
