/** Kinds of records that tasks, notes and timelines belong to. */
export const TARGET_TYPES = ['contact', 'company', 'deal'] as const

export type TargetType = (typeof TARGET_TYPES)[number]

/** A record by kind and id. */
export type Target = { type: TargetType; id: string }

/** A record as it is shown: by its name, with a way to it. */
export type NamedTarget = Target & { label: string; href: string }

const PATHS: Record<TargetType, string> = {
  contact: '/admin/contacts',
  company: '/admin/companies',
  deal: '/admin/deals',
}

/** Permission that somebody needs to see records of a kind. */
export const READ_PERMISSION: Record<TargetType, string> = {
  contact: 'contacts:read',
  company: 'companies:read',
  deal: 'deals:read',
}

export function targetPath({ type, id }: Target): string {
  return `${PATHS[type]}/${id}`
}

/** The same records, each once. */
export function distinctTargets(targets: Target[]): Target[] {
  return [...new Map(targets.map((target) => [`${target.type}:${target.id}`, target])).values()]
}
