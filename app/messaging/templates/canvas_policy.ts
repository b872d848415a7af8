/**
 * The policy of the visual editor's document. GrapesJS writes style elements into its page and into its canvas without
 * a nonce, so inline styles are allowed here, in a document that shows nothing but the mail that is being designed;
 * the admin around it keeps the strict policy. Scripts run by nonce here too, and nothing is asked of other hosts.
 */
export function canvasPolicy(nonce: string): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: https:`,
    `font-src 'self' data:`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `form-action 'none'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'self'`,
  ].join('; ')
}
