import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { readBody } from '#sandbox/http'

/** One request to the sandbox and what it answered. */
export interface Exchange {
  method: string
  path: string
  /** Form-encoded, of a GET the query. */
  sent: string
  status: number
  answer: Record<string, unknown>
}

/** Listens in between: passes requests on to a sandbox and writes down what was said. */
export async function record(target: string) {
  const exchanges: Exchange[] = []
  const server = http.createServer((request, response) => void pass(request, response))
  const pass = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const { method = 'GET', headers } = request
    const url = new URL(request.url!, target)
    const body = await readBody(request)
    // Of one hop only; fetch writes its own.
    for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) {
      delete headers[name]
    }
    const passed = await fetch(url, {
      method,
      headers: headers as Record<string, string>,
      ...(method === 'POST' && { body }),
    })
    const text = await passed.text()
    const sent = method === 'POST' ? body : url.searchParams.toString()
    exchanges.push({
      method,
      path: url.pathname,
      sent,
      status: passed.status,
      answer: JSON.parse(text) as Record<string, unknown>,
    })
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(text)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    exchanges,
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
