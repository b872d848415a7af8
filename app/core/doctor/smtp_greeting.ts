import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** First line that a mail server says. Rejects when it says nothing within five seconds. */
export function smtpGreeting(server: {
  host: string
  port: number
  secure: boolean
}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = server.secure
      ? connectTls({ ...server, servername: server.host })
      : connect({ host: server.host, port: server.port })
    socket.setTimeout(5000, () =>
      socket.destroy(new Error(`${server.host}:${server.port} says nothing`))
    )
    socket.once('error', reject)
    socket.once('data', (data) => {
      resolve(data.toString('utf8').split('\r\n')[0])
      socket.end('QUIT\r\n')
    })
  })
}
