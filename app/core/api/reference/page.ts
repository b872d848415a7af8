import { apiEndpoints, type ApiEndpoint } from '#core/api/endpoint'
import { groups } from '#core/api/groups'
import { openApiDocument } from '#core/api/openapi'
import type { Schemas } from '#core/api/reference/example'
import { prose, text } from '#core/api/reference/html'
import { operationSection } from '#core/api/reference/operation'
import { schemaSection } from '#core/api/reference/schema_table'
import { STYLE } from '#core/api/reference/style'

/** The reference, a page without scripts or files of its own, made from what the router is made from. */
export function referencePage(nonce: string): string {
  const endpoints = apiEndpoints.all()
  const { components } = openApiDocument() as { components: { schemas: Schemas } }
  const { schemas } = components
  const parts = groups.of(endpoints).map(([name, description]) => ({
    name,
    description,
    endpoints: endpoints.filter(({ group }) => group === name),
  }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<a class="skip" href="#reference">Go to the reference</a>
<div class="frame">
<nav aria-label="Reference">
<a class="title" href="#reference">API reference</a>
${parts.map(({ name, endpoints: own }) => `<h2>${text(name)}</h2><ul>${own.map(link).join('')}</ul>`).join('\n')}
<h2>Records</h2><ul>${Object.keys(schemas)
    .map((name) => `<li><a href="#schema-${text(name)}">${text(name)}</a></li>`)
    .join('')}</ul>
</nav>
<main id="reference">
<h1>API reference</h1>
${prose(groups.introduction)}
<p>The same for machines: <a href="/api/openapi.json">OpenAPI 3.1</a>. Keys are made in <a href="/admin/settings/api-keys">Settings, API keys</a>.</p>
${parts.map((part) => groupSection(part, schemas)).join('\n')}
<h2>Records</h2>
${Object.keys(schemas)
  .map((name) => schemaSection(name, schemas))
  .join('\n')}
</main>
</div>
</body>
</html>
`
}

type Part = { name: string; description: string; endpoints: ApiEndpoint[] }

function groupSection({ name, description, endpoints }: Part, schemas: Schemas): string {
  return `<h2>${text(name)}</h2>${prose(description)}
${endpoints.map((endpoint) => operationSection(endpoint, schemas)).join('\n')}`
}

function link({ name, summary }: ApiEndpoint): string {
  return `<li><a href="#${text(name)}">${text(summary)}</a></li>`
}
