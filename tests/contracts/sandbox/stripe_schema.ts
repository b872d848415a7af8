import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { parseForm } from '#sandbox/stripe/form'

type Node = Record<string, unknown>
interface Operation {
  method: string
  path: string
  params?: string
  response: Node
}

interface Judge {
  ajv: Ajv2020
  known: Map<string, ValidateFunction>
}

function judgeOf($defs: Node, coerceTypes: boolean): Judge {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, coerceTypes })
  ajv.addSchema({ $id: 'stripe', $defs })
  return { ajv, known: new Map() }
}

/** Stripe's own description of its API, as JSON schemas. */
export class StripeSchema {
  #forms: Judge
  #answers: Judge
  #operations: { pattern: RegExp; operation: Operation }[]
  #events: Record<string, { event: string }>
  readonly version: string

  /** Null when the folder is not there. */
  static open(folder: string): StripeSchema | null {
    const inner = join(folder, 'sdk-schema')
    const file = existsSync(inner) && readdirSync(inner).find((name) => name.endsWith('.json'))
    return file ? new StripeSchema(JSON.parse(readFileSync(join(inner, file), 'utf8'))) : null
  }

  private constructor(document: Node) {
    this.version = document['x-api-version'] as string
    this.#events = document.events as Record<string, { event: string }>
    this.#operations = (document.operations as Operation[]).map((operation) => ({
      // Fixed paths such as /search would match a placeholder too.
      pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '(?!search$)[^/]+')}$`),
      operation,
    }))
    const $defs = document.$defs as Record<string, Node>
    // What is not described must not be said, by the parts nor by what they are parts of.
    const parts = new Set(
      JSON.stringify($defs).match(/(?<="allOf":\[\{"\$ref":"#\/\$defs\/)[^"]+/g)
    )
    for (const [name, node] of Object.entries($defs)) {
      if (node.allOf) node.unevaluatedProperties ??= false
      else if (node.properties && !parts.has(name)) node.additionalProperties ??= false
    }
    // Forms carry numbers and booleans as text; answers must not.
    this.#forms = judgeOf($defs, true)
    this.#answers = judgeOf($defs, false)
  }

  operation(method: string, path: string): Operation | null {
    const found = this.#operations.find(
      ({ operation, pattern }) => operation.method === method && pattern.test(path)
    )
    return found?.operation ?? null
  }

  /** What is wrong with a request, in words; empty when nothing is. */
  faultsOfRequest(method: string, path: string, sent: string): string[] {
    const operation = this.operation(method, path)
    if (!operation) return [`${method} ${path} is no operation of Stripe's`]
    if (!operation.params) return sent ? [`${method} ${path} takes no parameters`] : []
    return this.#check(this.#forms, { $ref: operation.params }, parseForm(sent))
  }

  faultsOfAnswer(method: string, path: string, answer: unknown): string[] {
    const operation = this.operation(method, path)
    return operation
      ? this.#check(this.#answers, operation.response, answer)
      : [`${method} ${path} is no operation of Stripe's`]
  }

  faultsOfEvent(event: { type: string }): string[] {
    const known = this.#events[event.type]
    return known
      ? this.#check(this.#answers, { $ref: known.event }, event)
      : [`${event.type} is no event`]
  }

  #check(judge: Judge, schema: Node, value: unknown): string[] {
    const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"stripe#/$defs/')
    let validate = judge.known.get(text)
    if (!validate) judge.known.set(text, (validate = judge.ajv.compile(JSON.parse(text) as Node)))
    if (validate(structuredClone(value))) return []
    return (validate.errors ?? []).map(
      (error: ErrorObject) =>
        `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`
    )
  }
}
