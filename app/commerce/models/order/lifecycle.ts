/**
 * From which state an order may go to which. Money that comes late is still
 * money: an order that failed or expired can be paid, and a refund can fail.
 */
export const ORDER_LIFECYCLE: Record<string, readonly string[]> = {
  pending: ['processing', 'paid', 'failed', 'expired'],
  processing: ['paid', 'failed'],
  failed: ['paid', 'processing'],
  expired: ['paid', 'processing'],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['paid', 'refunded'],
  refunded: ['paid', 'partially_refunded'],
}

/** States in which nothing is decided yet. */
export const OPEN_STATES = ['pending', 'processing']
