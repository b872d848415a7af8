import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Of sysexits.h: a mail server that pipes to us keeps the mail and tries again. */
const TRY_AGAIN = 75
const MOST_BYTES = 10 * 1024 * 1024

/** For the address that bounces go to: `bounces: "|node ace mail:receive"` of a mail server's aliases. */
export default class MailReceive extends BaseCommand {
  static commandName = 'mail:receive'
  static description =
    'Take in a bounce, a complaint, an answer or a DMARC report from standard input'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Address that it was delivered to (default: ORIGINAL_RECIPIENT)' })
  declare to?: string

  async run() {
    const { receiveMail } = await import('#messaging/provider_events/receive_mail')
    const to = this.to ?? process.env.ORIGINAL_RECIPIENT ?? process.env.RECIPIENT
    try {
      const { outcome, report, why } = await receiveMail(await standardInput(), to ? [to] : [])
      this.logger.info(`${report.kind}: ${outcome}, ${why}`)
    } catch (error) {
      this.logger.error((error as Error).message)
      this.exitCode = TRY_AGAIN
    }
  }
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length
    if (size <= MOST_BYTES) chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
