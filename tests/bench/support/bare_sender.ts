/* The baseline: nodemailer's pooled sendMail in a loop, one body for all, nothing recorded. */
import { createTransport } from 'nodemailer'

const [port, count, connections] = process.argv.slice(2).map(Number)

process.once('message', async (message: { html: string; text: string }) => {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  let next = 0
  const lane = async () => {
    while (next < count) {
      await transport.sendMail({
        from: '"Bunny at Home" <hello@bunny.test>',
        to: `reader-${next++}@client.test`,
        subject: 'The November letter',
        html: message.html,
        text: message.text,
        headers: {
          'List-Unsubscribe': '<https://bunny.test/u/x>',
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      })
    }
  }
  // Twice as many as connections, so that none of them waits for the loop.
  await Promise.all(Array.from({ length: connections * 2 }, lane))
  transport.close()
  process.send!({ done: true })
})
process.send!({ ready: true })
