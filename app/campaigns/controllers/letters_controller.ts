import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'
import { siteUrl } from '#identity/site_url'
import { LETTERS } from '#campaigns/archive'
import { letterFeed } from '#campaigns/letter_feed'
import { answerWithLetter } from '#campaigns/letter_answer'
import { letterHtml, letterOf, letters, mailInBrowser, publicLetter } from '#campaigns/letters'

/** The letters of an organization that everybody may read, and one's own mail in the browser. */
export default class LettersController {
  async index(ctx: HttpContext) {
    const { name } = ctx.organization
    return renderPublic(
      ctx,
      'campaigns/public/letters',
      { letters: (await letters()).map(letterOf) },
      {
        tags: [LETTERS],
        seo: { title: 'Newsletter', description: `Letters of ${name}`, canonical: '/newsletter' },
      }
    )
  }

  async show(ctx: HttpContext) {
    const letter = letterOf(await publicLetter(ctx.params.slug))
    const { subject, preheader, slug, at } = letter
    return renderPublic(
      ctx,
      'campaigns/public/letter',
      { letter },
      {
        tags: [LETTERS],
        seo: {
          title: subject,
          description: preheader || `A letter of ${ctx.organization.name}`,
          canonical: `/newsletter/${slug}`,
          type: 'article',
          jsonLd: {
            '@context': 'https://schema.org',
            '@type': 'Article',
            'headline': subject,
            'datePublished': at,
            'publisher': { '@type': 'Organization', 'name': ctx.organization.name },
          },
        },
      }
    )
  }

  /** The letter itself, for the frame on its page. */
  async frame({ params, response }: HttpContext) {
    const campaign = await publicLetter(params.slug)
    return answerWithLetter(response, await letterHtml(campaign), { isPublic: true })
  }

  async feed({ organization, response }: HttpContext) {
    response.header('Content-Type', 'application/rss+xml; charset=utf-8')
    response.header('Cache-Control', 'public, max-age=300')
    const { name, locale } = organization
    const site = { name, language: locale, origin: await siteUrl(organization) }
    return letterFeed(site, (await letters(50)).map(letterOf))
  }

  async mail({ params, response }: HttpContext) {
    const html = await mailInBrowser(params.token)
    return html === null
      ? response.notFound('This mail is not there any more.')
      : answerWithLetter(response, html, { isPublic: false })
  }
}
