import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { writingToBeginWith } from '#messaging/templates/library/beginning'
import { STARTERS } from '#messaging/templates/library/starters'
import MailBrand from '#messaging/templates/models/mail_brand'
import MailTemplate from '#messaging/templates/models/mail_template'
import { EMPTY, type Format } from '#messaging/templates/writing'

type Demo = { address: string; footer: string; starters: [string, Format][]; block: string }

const DEMOS: Record<string, Demo> = {
  bunny: {
    address: 'Meadow Lane 4, 80331 Munich',
    footer: 'You get this because you asked for letters from Bunny at Home.',
    starters: [
      ['newsletter', 'visual'],
      ['course_launch', 'visual'],
      ['welcome', 'mjml'],
    ],
    block:
      '**A tip from the hutch.** Fresh water first, then everything else. Your rabbit drinks more than you think.',
  },
  harbour: {
    address: 'Quay 12, 24103 Kiel',
    footer: 'You get this because you are on the list of Harbour School.',
    starters: [
      ['event', 'visual'],
      ['webinar_invitation', 'visual'],
      ['plain_letter', 'mjml'],
    ],
    block: '**From the quay.** Check the wind at noon, not at breakfast.',
  },
}

/** Three templates and a block for each organization of the demo. What is there is left alone. */
export async function seedTemplates(): Promise<string> {
  let made = 0
  for (const [slug, demo] of Object.entries(DEMOS)) {
    const organization = await Organization.findBy('slug', slug)
    if (!organization) continue
    await Tenant.run(organization.id, async () => {
      const { address, footer } = demo
      if (!(await MailBrand.query().first())) await MailBrand.revise({ address, footer })
      if (await MailTemplate.query().first()) return
      await MailTemplate.begin({
        name: 'Tip of the week',
        kind: 'block',
        format: 'markdown',
        writing: { ...EMPTY, source: demo.block },
      })
      for (const [starter, format] of demo.starters.reverse()) {
        const writing = await writingToBeginWith({ kind: 'mail', format, starter })
        await MailTemplate.begin({ name: STARTERS[starter].name, kind: 'mail', format, writing })
        made++
      }
    })
  }
  return `${made} templates of mails made, the others were there`
}
