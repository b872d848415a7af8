import type { ApiEndpoint } from '#core/api/endpoint'
import { Registry } from '#core/registry/registry'

/** Headings of the reference, with a sentence each; domains add theirs beside their endpoints. */
export const apiGroups = new Registry<string>('API group')

export const groups = {
  introduction: [
    'Contacts, companies and what belongs to them, for your own programs.',
    'Every request carries a key: `Authorization: Bearer wrn_…`. A key belongs to one organization and has scopes; each operation names the one that it asks for.',
    'Lists come in pages: follow `page.next` with `?cursor=`. `fields=` picks fields, `expand=` adds further ones.',
    'A POST may carry an `Idempotency-Key`, so that sending it again does nothing twice; one that sends a file takes none.',
    'Whatever fails is answered as a problem (RFC 9457) with a stable `code`.',
  ].join('\n\n'),

  /** Groups that endpoints name, in the order in which they were added. Throws for one without a sentence. */
  of(endpoints: ApiEndpoint[]): [string, string][] {
    const used = new Set(endpoints.map(({ group }) => group))
    for (const name of used) apiGroups.getOrFail(name)
    return apiGroups.entries().filter(([name]) => used.has(name))
  },
}
