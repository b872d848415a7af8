import { test } from '@japa/runner'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import router from '@adonisjs/core/services/router'
import { apiEndpoints, scopesOf } from '#core/api/endpoint'
import { openApiDocument } from '#core/api/openapi'
import { roles } from '#identity/roles'

type Operation = {
  operationId: string
  security: { apiKey: string[] }[]
  parameters?: { name?: string; in?: string; $ref?: string }[]
  responses: Record<string, unknown>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

const document = () => JSON.parse(JSON.stringify(openApiDocument())) as Document

test.group('The OpenAPI document', () => {
  test('and the router are one: every route stands in it, and nothing else', ({ assert }) => {
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith('/api/v1/'))
      .flatMap(({ pattern, methods }) =>
        methods
          .filter((method) => method !== 'HEAD')
          .map((method) => `${method} ${pattern.slice('/api/v1'.length)}`)
      )
    const operations = Object.entries(document().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`
      )
    )
    assert.isAbove(routes.length, 20)
    assert.deepEqual(operations.sort(), routes.sort())
  })

  test('every route of the API stands behind a key, and asks for no session', ({ assert }) => {
    for (const route of Object.values(router.toJSON()).flat()) {
      if (!route.pattern.startsWith('/api/v1/')) continue
      const names = [...route.middleware.all()].flatMap(
        (one) => (one as { name?: string }).name ?? []
      )
      assert.include(names, 'apiKey', route.pattern)
      assert.notInclude(names, 'web', route.pattern)
    }
  })

  test('scopes are permissions of config/roles.yaml', ({ assert }) => {
    for (const endpoint of apiEndpoints.all()) {
      for (const scope of scopesOf(endpoint)) assert.include(roles().permissions, scope)
    }
  })

  test('names each parameter of a path, and operations once', ({ assert }) => {
    const ids = new Set<string>()
    for (const [path, methods] of Object.entries(document().paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const operation of Object.values(methods)) {
        const told = (operation.parameters ?? []).filter((one) => one.in === 'path')
        assert.deepEqual(
          told.map(({ name }) => name),
          inPath
        )
        assert.isFalse(ids.has(operation.operationId), operation.operationId)
        ids.add(operation.operationId)
      }
    }
  })

  test('is clean for Redocly’s recommended rules', async ({ assert }) => {
    const config = await createConfig({ extends: ['recommended'] })
    const lint = (source: string) => lintFromString({ source, absoluteRef: 'openapi.json', config })
    assert.isNotEmpty(await lint('{"openapi": "3.1.0", "info": {}}'), 'the rules are asleep')
    const problems = await lint(JSON.stringify(openApiDocument()))
    assert.deepEqual(
      problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
      []
    )
  })

  test('has schemas that a validator takes', ({ assert }) => {
    const ajv = new Ajv2020({ strict: false })
    formats.default(ajv)
    const { components } = document()
    for (const [name, schema] of Object.entries(components.schemas)) {
      ajv.addSchema(schema, `#/components/schemas/${name}`)
    }
    for (const { name, bodySchema, querySchema } of apiEndpoints.all()) {
      for (const schema of [bodySchema, querySchema]) {
        if (schema) assert.isFunction(ajv.compile(JSON.parse(JSON.stringify(schema))), name)
      }
    }
  })

  test('is answered to anybody, without a key', async ({ client, assert }) => {
    const answer = await client.get('/api/openapi.json')
    answer.assertStatus(200)
    assert.equal(answer.header('content-type'), 'application/json; charset=utf-8')
    assert.deepEqual(answer.body(), document())
  })

  test('the reference tells of every endpoint, runs no script and fetches nothing', async ({
    client,
    assert,
  }) => {
    const page = await client.get('/api/docs')
    page.assertStatus(200)
    const html = page.text()
    for (const { name } of apiEndpoints.all()) assert.include(html, `id="${name}"`)
    assert.notMatch(html, /<script|<link|<img|\son\w+=|\sstyle=/)
    const nonce = html.match(/<style nonce="([^"]+)"/)![1]
    assert.include(page.header('content-security-policy'), `'nonce-${nonce}'`)
  })
})
