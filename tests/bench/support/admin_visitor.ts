/** The demo's owner in a browser of few words: cookies, CSRF token, pages as JSON. */
export class AdminVisitor {
  #cookies = new Map<string, string>()
  #version = ''

  private constructor(private readonly origin: string) {}

  static async logIn(baseUrl: string): Promise<AdminVisitor> {
    const visitor = new AdminVisitor(new URL(baseUrl).origin)
    const html = await (await visitor.send('/login')).text()
    const found = html.match(/&quot;version&quot;:&quot;([^&]+)|"version":"([^"]+)"/)
    visitor.#version = found?.slice(1).find(Boolean) ?? ''
    const answer = await visitor.post('/login', {
      email: 'owner@bunny.test',
      password: 'warren-demo',
    })
    if (answer.status !== 302) throw new Error(`The owner cannot log in: ${answer.status}`)
    return visitor
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(this.origin + path, {
      redirect: 'manual',
      ...init,
      headers: {
        'accept': 'text/html, application/json',
        'cookie': [...this.#cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        'origin': this.origin,
        'x-xsrf-token': decodeURIComponent(this.#cookies.get('XSRF-TOKEN') ?? ''),
        ...(init.headers as Record<string, string>),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, key, value] = line.match(/^([^=]+)=([^;]*)/)!
      this.#cookies.set(key, value)
    }
    return response
  }

  /** Throws for what is refused. */
  async post(path: string, body: unknown): Promise<Response> {
    const answer = await this.send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    if (answer.status >= 400) {
      throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    }
    return answer
  }

  async page(path: string): Promise<string> {
    const answer = await this.send(path, {
      headers: { 'x-inertia': 'true', 'x-inertia-version': this.#version },
    })
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return answer.text()
  }
}
