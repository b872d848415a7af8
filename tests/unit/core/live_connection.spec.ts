import { test } from '@japa/runner'
import { LiveConnection, type Source } from '../../../inertia/composables/live_connection.js'

type Message = { channel?: string; data?: unknown }

/** An EventSource whose events the test makes. */
class Line {
  readyState = 0
  readonly channels: string[]
  readonly #handles: [string, (event: unknown) => void][] = []

  constructor(url: string) {
    this.channels = decodeURIComponent(url.split('channels=')[1]).split(',').sort()
  }
  addEventListener(name: string, handle: (event: never) => void) {
    this.#handles.push([name, handle as (event: unknown) => void])
  }
  close() {
    this.readyState = 2
  }
  stand() {
    this.readyState = 1
    this.#fire('open', {})
  }
  refuse() {
    this.readyState = 2
    this.#fire('error', {})
  }
  send(name: string, message: Message, lastEventId = '') {
    this.#fire(name, { data: JSON.stringify(message), lastEventId })
  }
  #fire(name: string, event: unknown) {
    for (const [wanted, handle] of this.#handles) if (wanted === name) handle(event)
  }
}

test.group('The live connection of a page', () => {
  const page = () => {
    const lines: Line[] = []
    const connection = new LiveConnection((url) => {
      const line = new Line(url)
      lines.push(line)
      return line as unknown as Source
    })
    const heard: string[] = []
    const listen = (who: string, channel: string, ...events: string[]) =>
      connection.listen({
        channels: [channel],
        events: Object.fromEntries(
          events.map((name) => [
            name,
            (message) => heard.push(`${who} ${name} ${(message as Message).data ?? ''}`.trim()),
          ])
        ),
      })
    return { lines, heard, listen }
  }
  const settled = () => Promise.resolve()

  test('several listeners share one, and each hears its own channel', async ({ assert }) => {
    const { lines, heard, listen } = page()
    listen('bell', 'users/1', 'notification')
    listen('record', 'contacts/1', 'changed', 'resync')
    listen('tasks', 'contacts/1', 'changed')
    await settled()
    assert.lengthOf(lines, 1)
    assert.deepEqual(lines[0].channels, ['contacts/1', 'users/1'])
    lines[0].stand()
    lines[0].send('changed', { channel: 'contacts/1', data: 'a' }, 'm1')
    lines[0].send('notification', { channel: 'users/1', data: 'b' }, 'm2')
    lines[0].send('changed', { channel: 'users/1', data: 'c' }, 'm3')
    assert.deepEqual(heard, ['record changed a', 'tasks changed a', 'bell notification b'])
    lines[0].send('resync', {})
    assert.equal(heard.at(-1), 'record resync')
    listen('late', 'contacts/1', 'timeline')
    await settled()
    assert.lengthOf(lines, 1)
    lines[0].send('timeline', { channel: 'contacts/1' }, 'm4')
    assert.equal(heard.at(-1), 'late timeline')
  })

  test('from one page to the next nothing is lost and nothing heard twice', async ({ assert }) => {
    const { lines, heard, listen } = page()
    listen('bell', 'users/1', 'notification')
    const leave = listen('one', 'contacts/1', 'changed')
    await settled()
    lines[0].stand()
    leave()
    listen('two', 'contacts/2', 'changed')
    await settled()
    assert.lengthOf(lines, 2)
    assert.deepEqual(lines[1].channels, ['contacts/2', 'users/1'])
    lines[0].send('notification', { channel: 'users/1', data: 'between' }, 'm1')
    assert.equal(lines[0].readyState, 1)
    lines[1].stand()
    assert.equal(lines[0].readyState, 2)
    lines[1].send('notification', { channel: 'users/1', data: 'between' }, 'm1')
    lines[1].send('changed', { channel: 'contacts/2', data: 'new' }, 'm2')
    assert.deepEqual(heard, ['bell notification between', 'two changed new'])
  })

  test('who leaves asks for no other one, and the last closes it', async ({ assert }) => {
    const { lines, listen } = page()
    const [one, two] = [listen('one', 'a', 'changed'), listen('two', 'b', 'changed')]
    await settled()
    lines[0].stand()
    one()
    await settled()
    assert.deepEqual([lines.length, lines[0].readyState], [1, 1])
    two()
    await settled()
    assert.equal(lines[0].readyState, 2)
  })

  test('one that is refused for good is tried again, and all look for themselves', async ({
    assert,
    cleanup,
  }) => {
    const { lines, heard, listen } = page()
    const later: (() => void)[] = []
    const real = globalThis.setTimeout
    globalThis.setTimeout = ((fn: () => void) => later.push(fn)) as never
    cleanup(() => void (globalThis.setTimeout = real))
    listen('record', 'a', 'changed', 'resync')
    await settled()
    lines[0].refuse()
    later.splice(0).forEach((again) => again())
    assert.lengthOf(lines, 2)
    lines[1].refuse()
    later.splice(0).forEach((again) => again())
    lines[2].stand()
    assert.deepEqual(heard, ['record resync'])
    // A break of the line is mended by the browser.
    lines[2].readyState = 0
    lines[2].send('error', {})
    assert.lengthOf(later, 0)
    assert.lengthOf(lines, 3)
  })
})
