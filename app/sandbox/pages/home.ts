import { page } from '#sandbox/pages/layout'

/** Says what the process stands in for. */
export const homePage = (facts: { smtpPort: number; mails: number; open: boolean }): string =>
  page(
    'Sandbox',
    `<header class="bar"><h1>Warren sandbox</h1><span class="badge">Test mode</span></header>
<div class="card">
<p>This process stands in for the providers that have no keys. Nothing here leaves this machine, and no money moves.</p>
<table>
<tr><th>Stripe</th><td>API at <code>/v1/…</code> and <code>/stripe/v1/…</code>, payment pages at <code>/stripe/checkout/…</code></td></tr>
<tr><th>Mail providers</th><td>Amazon SES, Postmark, Mailgun, SendGrid, Resend, Cloudflare: for keys that begin with <code>sandbox</code></td></tr>
<tr><th>SMTP</th><td>Port ${facts.smtpPort}, ${facts.mails} mails in the mailbox</td></tr>
</table>
${
  facts.open
    ? '<p><a class="button" href="/mailbox">Open the mailbox</a> <a class="button quiet" href="/control/knobs">Make something go wrong</a></p><p class="small soft">The same knobs for programs: <a href="/control">/control</a> (GET, POST, DELETE). Mails as data: <a href="/mailbox/messages.json">/mailbox/messages.json</a>. DNS records of sending domains: <a href="/dns">/dns</a>.</p>'
    : '<p class="small soft">Mailbox and control are refused, because the application can be reached from other machines.</p>'
}
<h2 style="font-size:1rem">Test cards</h2>
<table>
<tr><td><code>4242 4242 4242 4242</code></td><td>is paid</td></tr>
<tr><td><code>4000 0000 0000 0002</code></td><td>is declined</td></tr>
<tr><td><code>4000 0000 0000 9995</code></td><td>has insufficient funds</td></tr>
<tr><td><code>4000 0025 0000 3155</code></td><td>asks for 3-D Secure</td></tr>
</table>
</div>`,
    { narrow: true }
  )
