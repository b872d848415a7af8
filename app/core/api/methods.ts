import { apiEndpoints } from '#core/api/endpoint'

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const PREFIX = '/api/v1'

let known: { pattern: RegExp; methods: Set<string> }[] | null = null

/** The methods of a path below /api/v1, such as `GET, HEAD, POST`; empty for a path that is not known. */
export function methodsOf(path: string): string[] {
  const methods = new Set<string>()
  if (!path.startsWith(`${PREFIX}/`)) return []
  const own = path.slice(PREFIX.length).replace(/\/+$/, '')
  for (const one of patterns()) {
    if (one.pattern.test(own)) for (const method of one.methods) methods.add(method)
  }
  return [...methods].sort()
}

/** Made with the first question: endpoints are declared while the house starts. */
function patterns() {
  if (known) return known
  const byPath = Map.groupBy(apiEndpoints.all(), ({ path }) => path)
  known = [...byPath].map(([path, endpoints]) => ({
    pattern: new RegExp(`^${path.replace(/:\w+/g, UUID)}$`),
    methods: new Set(
      endpoints.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    ),
  }))
  return known
}
