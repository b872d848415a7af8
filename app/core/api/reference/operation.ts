import { scopesOf, takesKey, usefulScopesOf, type ApiEndpoint } from '#core/api/endpoint'
import { exampleOf, type Schemas } from '#core/api/reference/example'
import { code, prose, text } from '#core/api/reference/html'
import { fieldRow, schemaTable } from '#core/api/reference/schema_table'
import { parametersOf } from '#core/api/register'
import { appUrl } from '#config/app'

/** One endpoint: what it does, what it takes, what it answers. */
export function operationSection(endpoint: ApiEndpoint, schemas: Schemas): string {
  const { name, method, path, summary, description, answer, bodySchema, problems = {} } = endpoint
  const named = (scopes: string[]) => scopes.map((scope) => `<code>${text(scope)}</code>`)
  const scopes = named(scopesOf(endpoint))
  const useful = named(usefulScopesOf(endpoint))
  const said = Object.entries(problems).map(([status, why]) => prose(`${status}: ${why}`))
  return `<section id="${text(name)}" class="operation">
<div class="words">
<h3>${text(summary)}</h3>
<p class="address"><span class="method ${method.toLowerCase()}">${method}</span> <code>/api/v1${text(path)}</code></p>
${prose(description ?? '')}
<p class="scopes">Scope ${scopes.join(' and ')}${useful.length > 0 ? `; tells more with ${useful.join(', ')}` : ''}</p>
${parameters(endpoint, schemas)}
${bodySchema ? `<h4>Body</h4>${schemaTable(bodySchema, schemas)}` : ''}
${endpoint.file ? `<h4>Body</h4>${prose(endpoint.file)}` : ''}
${said.join('')}
</div>
<div class="example">
<h4>Request</h4>${code(request(endpoint, schemas))}
<h4>Answer ${answer.status}</h4>${answer.schema ? code(json(exampleOf(answer.schema, schemas))) : '<p>Without a body.</p>'}
</div>
</section>`
}

function parameters({ path, querySchema }: ApiEndpoint, schemas: Schemas): string {
  const { properties = {}, required = [] } = querySchema ?? {}
  const rows = [
    ...parametersOf(path).map((name) =>
      fieldRow(name, { type: 'string', format: 'uuid', description: 'In the path.' }, schemas, true)
    ),
    ...Object.entries(properties).map(([name, schema]) =>
      fieldRow(name, schema, schemas, required.includes(name))
    ),
  ]
  if (rows.length === 0) return ''
  return `<h4>Parameters</h4><table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function request(endpoint: ApiEndpoint, schemas: Schemas): string {
  const { method, path, querySchema, bodySchema, file } = endpoint
  const asked = (querySchema?.required ?? []).map((name) => `${name}={${name}}`)
  const query = asked.length > 0 ? `?${asked.join('&')}` : ''
  const address = `${appUrl}/api/v1${path.replace(/:(\w+)/g, '{$1}')}${query}`
  const lines = [
    method === 'GET' ? `curl "${address}"` : `curl -X ${method} "${address}"`,
    `  -H "Authorization: Bearer $WARREN_KEY"`,
  ]
  if (takesKey(endpoint)) lines.push(`  -H "Idempotency-Key: $(uuidgen)"`)
  if (bodySchema) {
    lines.push(`  -H "Content-Type: application/json"`)
    lines.push(`  -d '${json(exampleOf(bodySchema, schemas))}'`)
  }
  if (file) {
    lines.push(`  -H "Content-Type: application/octet-stream"`)
    lines.push('  --data-binary @people.csv')
  }
  return lines.join(' \\\n')
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
