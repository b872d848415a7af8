import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import app from '@adonisjs/core/services/app'

type RoleSource = {
  label?: string
  description?: string
  inherits?: string[]
  allow?: string[]
  deny?: string[]
}
type RolesSource = { resources: Record<string, string[]>; roles: Record<string, RoleSource> }

const WORDS = ['label', 'description']
const LISTS = ['inherits', 'allow', 'deny']

export type Role = {
  key: string
  label: string
  description: string
  permissions: ReadonlySet<string>
}

/** A fault in config/roles.yaml; it stops the start and says where. */
export class RolesFault extends Error {
  constructor(message: string) {
    super(`config/roles.yaml: ${message}`)
    this.name = 'RolesFault'
  }
}

/** Roles and what each may do, after inheritance, wildcards and denials. */
export class Roles {
  readonly permissions: string[]
  readonly #roles = new Map<string, Role>()

  /** Reads the text of a roles file. Throws RolesFault. */
  constructor(text: string) {
    const source = read(text)
    this.permissions = Object.entries(source.resources).flatMap(([resource, actions]) =>
      unique(actions, `resource "${resource}"`).map((action) => `${resource}:${action}`)
    )
    for (const key of Object.keys(source.roles)) {
      const role = source.roles[key]
      this.#roles.set(key, {
        key,
        label: role.label ?? key,
        description: role.description ?? '',
        permissions: this.#resolve(key, source.roles, []),
      })
    }
    for (const name of ['owner', 'admin']) {
      if (!this.#roles.has(name)) throw new RolesFault(`the role "${name}" is missing`)
    }
  }

  all(): Role[] {
    return [...this.#roles.values()]
  }

  has(key: string): boolean {
    return this.#roles.has(key)
  }

  /** Throws RolesFault for a role that the file does not have. */
  get(key: string): Role {
    const role = this.#roles.get(key)
    if (!role) throw new RolesFault(`there is no role "${key}"`)
    return role
  }

  can(key: string, permission: string): boolean {
    if (!this.permissions.includes(permission)) {
      throw new RolesFault(`"${permission}" is asked for but not declared`)
    }
    return this.#roles.get(key)?.permissions.has(permission) ?? false
  }

  /** Nobody hands out more than she has: whether every permission of `other` is among those of `key`. */
  covers(key: string, other: string): boolean {
    const own = this.get(key).permissions
    return [...this.get(other).permissions].every((permission) => own.has(permission))
  }

  #resolve(key: string, roles: RolesSource['roles'], path: string[]): Set<string> {
    if (path.includes(key)) throw new RolesFault(`${[...path, key].join(' -> ')} is a cycle`)
    const role = Object.hasOwn(roles, key) ? roles[key] : null
    if (!role) throw new RolesFault(`"${path.at(-1)}" inherits from "${key}", which is no role`)
    const allowed = new Set<string>()
    for (const parent of unique(role.inherits ?? [], `role "${key}"`)) {
      for (const permission of this.#resolve(parent, roles, [...path, key])) allowed.add(permission)
    }
    for (const rule of unique(role.allow ?? [], `role "${key}"`)) {
      for (const permission of this.#expand(rule, key)) allowed.add(permission)
    }
    for (const rule of unique(role.deny ?? [], `role "${key}"`)) {
      for (const permission of this.#expand(rule, key)) allowed.delete(permission)
    }
    return allowed
  }

  #expand(rule: string, role: string): string[] {
    if (rule === '*') return this.permissions
    const [resource, action] = rule.split(':')
    const matches = this.permissions.filter(
      (permission) =>
        permission === rule || (action === '*' && permission.startsWith(`${resource}:`))
    )
    if (matches.length === 0)
      throw new RolesFault(`role "${role}" names "${rule}", which is no permission`)
    return matches
  }
}

/** The file's two parts, with the shape that the rest relies on. Throws RolesFault. */
function read(text: string): RolesSource {
  const source = parsed(text)
  if (!isMap(source) || !isMap(source.resources) || !isMap(source.roles))
    throw new RolesFault('needs "resources" and "roles"')
  for (const [resource, actions] of Object.entries(source.resources)) {
    if (!isNames(actions) || actions.length === 0)
      throw new RolesFault(`resource "${resource}" needs a list of actions`)
    const odd = [resource, ...actions].find((name) => !/^[a-z][a-z0-9_]*$/.test(name))
    if (odd !== undefined) throw new RolesFault(`"${odd}" is no name for a resource or action`)
  }
  for (const [key, role] of Object.entries(source.roles)) checkRole(key, role)
  return source as RolesSource
}

function parsed(text: string): unknown {
  try {
    return parse(text, { uniqueKeys: true })
  } catch (error) {
    throw new RolesFault((error as Error).message)
  }
}

function checkRole(key: string, role: unknown): void {
  if (!isMap(role)) throw new RolesFault(`role "${key}" is empty`)
  for (const [field, value] of Object.entries(role)) {
    // A misspelt "deny" that nobody notices would hand out what it should withhold.
    if (![...WORDS, ...LISTS].includes(field))
      throw new RolesFault(`role "${key}" has "${field}", which means nothing`)
    if (LISTS.includes(field) && !isNames(value))
      throw new RolesFault(`"${field}" of role "${key}" needs a list of names`)
    if (WORDS.includes(field) && typeof value !== 'string')
      throw new RolesFault(`"${field}" of role "${key}" needs a text`)
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function unique(entries: string[], where: string): string[] {
  const twice = entries.find((entry, index) => entries.indexOf(entry) !== index)
  if (twice) throw new RolesFault(`${where} lists "${twice}" twice`)
  return entries
}

let loaded: Roles | null = null

/** The install's roles, read once from config/roles.yaml. */
export function roles(): Roles {
  loaded ??= new Roles(readRoles())
  return loaded
}

function readRoles(): string {
  try {
    return readFileSync(app.makePath('config/roles.yaml'), 'utf8')
  } catch (error) {
    throw new RolesFault(`cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
