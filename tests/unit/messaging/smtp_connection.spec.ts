import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test } from '@japa/runner'
import { SmtpClosedDoor, SmtpConnection } from '#messaging/transport/smtp_connection'

test.group('SMTP connections', () => {
  /** A server that offers STARTTLS, and does this once it is asked for it. */
  const withServer = async <T>(
    onStartTls: (socket: Socket) => void,
    act: (port: number) => Promise<T>
  ): Promise<T> => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('data', (data) => {
        const line = String(data)
        if (line.startsWith('EHLO')) socket.write('250-there\r\n250 STARTTLS\r\n')
        if (line.startsWith('STARTTLS')) onStartTls(socket)
      })
      socket.write('220 there\r\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await act((server.address() as AddressInfo).port)
    } finally {
      for (const socket of sockets) socket.destroy()
      server.close()
    }
  }
  const open = (port: number) =>
    SmtpConnection.open({ host: '127.0.0.1', port, security: 'starttls', patienceMs: 200 })

  test('a server that keeps silent after STARTTLS is not waited for', async ({ assert }) => {
    const error = await withServer(
      (socket) => socket.write('220 go on\r\n'),
      (port) => open(port).catch((thrown: Error) => thrown)
    )
    assert.instanceOf(error, SmtpClosedDoor)
  }).timeout(3000)

  test('a server that hangs up after STARTTLS lets nobody in', async ({ assert }) => {
    const error = await withServer(
      (socket) => socket.end('220 go on\r\n'),
      (port) => open(port).catch((thrown: Error) => thrown)
    )
    assert.instanceOf(error, SmtpClosedDoor)
  }).timeout(3000)
})
