import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { siteUrl } from '#identity/site_url'
import Sender from '#messaging/models/sender'
import { ensureHouse } from '#messaging/accounts/house'
import type { ReturnPath } from '#messaging/bounces/return_path'
import { preferencesUrl, unsubscribeHeaders, unsubscribeUrl } from '#messaging/preferences/headers'
import { contentsOf, type Run } from '#messaging/queries/send_runs'
import type { Recipient } from '#messaging/queries/send_chunks'
import { isReadersPage } from '#messaging/rendering/anchors'
import { MailForm } from '#messaging/rendering/mail_form'
import { contactValues } from '#messaging/rendering/person'
import type { LinkMaker } from '#messaging/rendering/tracked_tag'
import { messageIdOf, refOf, type MailRef } from '#messaging/refs'
import { TRAP_LINK } from '#messaging/tracking/hit'
import { clickPath, clickToken, encodeDestination, ownerToken } from '#messaging/tokens'
import { dkimKey, signDkim, type DkimKey } from '#messaging/transport/dkim'
import type { OutgoingMessage } from '#messaging/transport/contract'

type Variant = {
  form: MailForm
  /** Of the tracked links by number; null where Liquid makes another one for each reader. */
  destinations: (string | null)[]
  sender: { name: string; address: string; domain: string; replyTo: string | null }
  senderId: string
  isProven: boolean
  dkim: DkimKey | null
}

/** A run ready to be printed: its contents compiled, its senders and keys at hand. */
export class Press {
  readonly variables: string[]
  readonly #siteDestination: string

  private constructor(
    readonly run: Run,
    private readonly variants: Map<number, Variant>,
    private readonly site: string,
    private readonly shared: object,
    /** The zone of readers whose own is not known. */
    readonly home: string
  ) {
    this.#siteDestination = encodeDestination(site)
    this.variables = [...new Set([...variants.values()].flatMap(({ form }) => form.variables))]
  }

  static async of(run: Run): Promise<Press> {
    const organization = await Organization.findOrFail(Tenant.id())
    const site = await siteUrl(organization)
    const variants = new Map<number, Variant>()
    for (const content of await contentsOf(run.id)) {
      const sender = await senderOf(content.senderId ?? run.senderId)
      const address = sender.fromAddress
      variants.set(content.variant, {
        form: new MailForm(content),
        destinations: content.links.map(({ url }) =>
          /\{[{%]/.test(url) ? null : encodeDestination(url)
        ),
        sender: { name: sender.name, address, domain: domainOf(address), replyTo: sender.replyTo },
        senderId: sender.id,
        isProven: !sender.domain || sender.domain.isVerified,
        dkim:
          sender.domain && sender.domain.isVerified
            ? dkimKey(sender.domain.domain, sender.domain.dkimSelector, sender.domain.privateKey)
            : null,
      })
    }
    const shared = {
      organization: { name: organization.name, url: site },
      campaign: { name: run.plan.name },
    }
    return new Press(run, variants, site, shared, organization.timeZone)
  }

  /** All from whom it is sent. */
  get senders(): { id: string; domain: string }[] {
    const all = [...this.variants.keys()].map((variant) => this.senderOf(variant))
    return [...new Map(all.map((sender) => [sender.id, sender])).values()]
  }

  /** Whether the domains of all of them are proven, so that what is to be signed is signed. */
  get isProven(): boolean {
    return [...this.variants.values()].every(({ isProven }) => isProven)
  }

  senderOf(variant: number): { id: string; domain: string } {
    const { senderId, sender } = this.#variant(variant)
    return { id: senderId, domain: sender.domain }
  }

  /** The mail for one reader. Throws where it cannot be made of what is known of them. */
  print(reader: Recipient, at: Date, returns: ReturnPath | null = null): OutgoingMessage {
    const { form, destinations, sender, dkim } = this.#variant(reader.variant)
    const ref: MailRef = { kind: 'send', runId: this.run.id, n: reader.n }
    const track: Record<string, unknown> = {}
    for (let n = 0; n < destinations.length; n++) {
      const destination = destinations[n]
      if (destination !== null) track[`l${n}`] = clickToken(ref, n, destination)
      else track.link ??= linkMaker(ref, this.site)
    }
    if (destinations.length > 0) track.trap = clickToken(ref, TRAP_LINK, this.#siteDestination)
    if (this.run.tracksOpens) track.open = ownerToken('open', ref)
    const values = {
      ...this.shared,
      contact: contactValues(reader),
      sender,
      track,
      unsubscribe_url: unsubscribeUrl(ref, this.site),
      preferences_url: preferencesUrl(ref, this.site),
      view_url: `${this.site}/t/v/${ownerToken('view', ref)}`,
    }
    const heads = form.heads(values)
    const all = { ...values, ...heads }
    const envelope = {
      messageId: messageIdOf(ref, sender.domain),
      from: sender,
      to: { address: reader.email, name: reader.full_name || null },
      replyTo: this.run.plan.replyTo ?? sender.replyTo,
      date: at,
      headers: {
        ...unsubscribeHeaders(ref, this.site),
        'List-Id': `<${this.run.sourceId}.${sender.domain}>`,
        'Feedback-ID': `${this.run.id}:${this.run.organizationId}:campaign:warren`,
        'X-Warren-Ref': refOf(ref),
      },
    }
    return {
      ref: refOf(ref),
      messageId: envelope.messageId,
      envelopeFrom: sender.address,
      from: sender,
      to: envelope.to,
      replyTo: envelope.replyTo,
      subject: heads.subject,
      headers: envelope.headers,
      purpose: 'marketing',
      get returnPath() {
        return returns ? returns(ref) : null
      },
      get html() {
        return form.html(all)
      },
      get text() {
        return form.text(all)
      },
      raw() {
        const message = form.raw(all, heads.subject, envelope)
        return dkim ? signDkim(message, dkim, at) : message
      },
    }
  }

  #variant(variant: number): Variant {
    const found = this.variants.get(variant)
    if (!found) throw new Error(`Run ${this.run.id} has no content ${variant}`)
    return found
  }
}

/** Leads links whose addresses were made for one reader over the site. */
function linkMaker(ref: MailRef, site: string): LinkMaker {
  return (n, url) =>
    isReadersPage(url, site) ? null : `${site}${clickPath(ref, n, encodeDestination(url))}`
}

async function senderOf(id: string | null): Promise<Sender> {
  await ensureHouse()
  const query = Sender.query().preload('domain')
  const sender = id
    ? await query.where('id', id).first()
    : await query.whereNull('archivedAt').orderBy('isDefault', 'desc').orderBy('id').first()
  if (!sender) throw new Error('The sender of this run is gone')
  return sender
}

export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase()
