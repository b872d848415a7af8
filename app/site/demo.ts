import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import SitePage, { type PageKey, type PageText } from '#site/models/site_page'

const imprint = (name: string, person: string, street: string, email: string): PageText => ({
  title: 'Imprint',
  bodyHtml: `<p><strong>${name}</strong><br>${person}<br>${street}</p><p>E-mail: <a href="mailto:${email}">${email}</a><br>VAT ID: DE000000000</p><p>Responsible for the content: ${person}, address as above.</p>`,
})

const privacy = (name: string, email: string): PageText => ({
  title: 'Privacy',
  bodyHtml: `<p>${name} keeps as little about you as the work allows. This page says what, why and for how long.</p><h2>When you visit</h2><p>Our pages set no cookie and load nothing from elsewhere. The server writes the address of the page and the time into a log, which is kept for 14 days.</p><h2>When you buy</h2><p>We keep your name, your e-mail address and what you bought, because the contract and the tax law ask for it. Your card is handled by our payment provider; we never see its number.</p><h2>When you learn</h2><p>We keep which lessons you have completed, so that you can go on where you stopped. You may ask us to delete it at any time.</p><h2>Your rights</h2><p>You can see, correct and delete what we keep, and take it with you. Write to <a href="mailto:${email}">${email}</a>.</p>`,
})

const TEXTS: Record<string, Record<PageKey, PageText>> = {
  bunny: {
    home: {
      title: 'Home',
      bodyHtml:
        '<p>Most rabbits live half as long and half as well as they could, and nearly always because nobody told their people. We do: calm courses by a rabbit vet and two keepers, for the living room and not for the show ring.</p>',
      seoDescription:
        'Courses on keeping rabbits well, at home: housing, food, health and character.',
    },
    privacy: privacy('Bunny at Home', 'hello@bunny.test'),
    imprint: imprint(
      'Bunny at Home',
      'Marta Lindqvist',
      'Kaninchenweg 7, 10115 Berlin',
      'hello@bunny.test'
    ),
  },
  harbour: {
    home: {
      title: 'Home',
      bodyHtml:
        '<p>Small groups, old boats, patient teachers. Learn the theory here at your own pace, and come to the harbour for the wind.</p>',
      seoDescription: 'Sailing courses from the first knot to the first voyage.',
    },
    privacy: privacy('Harbour School', 'hello@harbour.test'),
    imprint: imprint(
      'Harbour School',
      'Erik Sørensen',
      'Am Hafen 3, 24103 Kiel',
      'hello@harbour.test'
    ),
  },
}

/** Home, privacy and imprint of the demo organizations. */
export async function seedSite(): Promise<string> {
  let written = 0
  for (const [slug, pages] of Object.entries(TEXTS)) {
    const organization = await Organization.query().where('slug', slug).firstOrFail()
    await Tenant.run(organization.id, async () => {
      for (const [key, text] of Object.entries(pages)) {
        const page = await SitePage.of(key as PageKey)
        if (page.isWritten) continue
        await page.write(text)
        written++
      }
    })
  }
  return `${written} pages written`
}
