import type { HttpContext } from '@adonisjs/core/http'
import { renderPrivately } from '#core/http/private_page'

/** Instead of a page whose link is broken: one that mails a new link to whoever asks. */
export function renderLost(
  ctx: HttpContext,
  { status = 200, ...props }: Partial<LostPage> & { status?: number } = {}
): Promise<void> {
  return renderPrivately(ctx, 'messaging/public/find', {
    title: 'Your subscriptions',
    status,
    props: { isLost: status === 404, wasSent: false, email: '', error: null, ...props },
  })
}

type LostPage = { wasSent: boolean; email: string; error: string | null }
