import { HttpProblem, type Answer, type Visit } from '#sandbox/http'
import { answerCloudflare } from '#sandbox/mail_providers/cloudflare'
import { answerMailgun } from '#sandbox/mail_providers/mailgun'
import { answerPostmark } from '#sandbox/mail_providers/postmark'
import {
  isMailProvider,
  type MailProviders,
  type ProviderName,
} from '#sandbox/mail_providers/providers'
import { answerResend } from '#sandbox/mail_providers/resend'
import { answerSendgrid } from '#sandbox/mail_providers/sendgrid'
import { answerSes } from '#sandbox/mail_providers/ses'

type Desk = (providers: MailProviders, visit: Visit) => Promise<Answer> | null

const DESKS: Record<ProviderName, Desk> = {
  ses: answerSes,
  postmark: answerPostmark,
  mailgun: answerMailgun,
  sendgrid: answerSendgrid,
  resend: answerResend,
  cloudflare: answerCloudflare,
}

/** Leads a request to the provider in its path; null for other paths. Throws HttpProblem 404 for what is not stood in for. */
export function answerMailProvider(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  if (!isMailProvider(visit.path)) return null
  const [, name, ...rest] = visit.path.split('/')
  const answer = DESKS[name as ProviderName](providers, { ...visit, path: `/${rest.join('/')}` })
  if (!answer) throw new HttpProblem(404, `${visit.method} ${visit.path} is not stood in for.`)
  return answer
}
