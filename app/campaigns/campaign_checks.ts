import { clock } from '#core/clock/clock'
import { isNobody } from '#messaging/audience/audience_spec'
import { type Hindrance, hindranceOf } from '#messaging/pacing/hindrance'
import { trackingOf } from '#messaging/policy/tracking'
import { domainOf } from '#messaging/ledger/press'
import Sender from '#messaging/models/sender'
import type Campaign from '#campaigns/models/campaign'
import { checkContent } from '#campaigns/content'
import { letterOf } from '#campaigns/models/campaign_variant'
import { campaignsNamed, segmentsNamed, topicChoices } from '#campaigns/queries/campaign_choices'
import { runsOf } from '#campaigns/queries/campaign_runs'
import { firstMomentOf, lastMomentOf } from '#campaigns/wall_clock'
import { versionsOf, type Version } from '#campaigns/versions'

export type Section = 'to' | 'from' | 'subject' | 'content' | 'schedule'

/** What is missing (keeps it from being sent) or worth another look. */
export type Finding = {
  section: Section
  level: 'error' | 'warning'
  message: string
  /** Where it is mended, if not here. */
  url?: string
}

/** All that speaks against sending the campaign now, by the sections of its editor. `variants` has to be loaded. */
export async function checkCampaign(campaign: Campaign): Promise<Finding[]> {
  const versions = versionsOf(campaign)
  const parts = await Promise.all([
    checkAudience(campaign),
    checkSenders(versions),
    checkSubjects(campaign, versions),
    checkContents(versions),
    checkSchedule(campaign),
    checkTracking(campaign),
  ])
  return parts.flat()
}

const error = (section: Section, message: string): Finding => ({ section, level: 'error', message })
const warning = (section: Section, message: string): Finding => ({
  section,
  level: 'warning',
  message,
})

async function checkAudience({ spec, topicId }: Campaign): Promise<Finding[]> {
  const found: Finding[] = []
  if (isNobody(spec)) found.push(error('to', 'Choose who gets it.'))
  const wanted = [...spec.include.segments, ...spec.exclude.segments]
  const segments = await segmentsNamed(wanted)
  if (segments.length < new Set(wanted).size) {
    found.push(error('to', 'A segment that was chosen is not there any more.'))
  }
  for (const { name, isArchived, isBuilt } of segments) {
    if (isArchived) found.push(error('to', `“${name}” is archived: nobody enters it any more.`))
    else if (!isBuilt) found.push(error('to', `The members of “${name}” are still being gathered.`))
  }
  const sources = [...(spec.include.received?.sources ?? []), ...(spec.exclude.campaigns ?? [])]
  if ((await campaignsNamed(sources)).length < new Set(sources).size) {
    found.push(error('to', 'A campaign that was chosen is not there any more.'))
  }
  if (spec.include.received?.unopened)
    found.push(...(await checkUnopened(spec.include.received.sources)))
  const topics = await topicChoices(topicId)
  const topic = topics.find(({ id }) => id === topicId)
  if (!topicId && topics.length > 0) {
    found.push(warning('to', 'Without a topic only those get it who agreed to all your marketing.'))
  } else if (topicId && (!topic || topic.isArchived)) {
    found.push(error('to', 'The topic is archived. Choose another one.'))
  }
  return found
}

/** Where opens were not tracked, everybody is among those who have not opened it. */
async function checkUnopened(sources: string[]): Promise<Finding[]> {
  const found: Finding[] = []
  for (const { value, label } of await campaignsNamed(sources)) {
    const runs = await runsOf(value)
    if (runs.length === 0 || runs.some(({ tracksOpens }) => tracksOpens)) continue
    found.push(warning('to', `Opens of “${label}” were not tracked: all its readers get this.`))
  }
  return found
}

async function checkSenders(versions: Version[]): Promise<Finding[]> {
  const found: Finding[] = []
  for (const id of new Set(versions.map(({ senderId }) => senderId))) {
    const sender = id && (await Sender.query().where('id', id).preload('domain').first())
    if (!sender) found.push(error('from', 'Choose from whom it is.'))
    else if (!sender.isUsable) {
      found.push({
        ...error('from', `${sender.address} may not send: its domain is not verified.`),
        url: sender.domain ? `/admin/settings/sending-domains/${sender.domain.id}` : undefined,
      })
    } else {
      const hindrance = await hindranceOf({
        id: sender.id,
        domain: domainOf(sender.fromAddress),
      })
      if (hindrance) found.push(toWait(hindrance))
    }
  }
  return found
}

/** It could be sent, and would not leave yet. */
function toWait({ text, until, url }: Hindrance): Finding {
  const when = until ? 'It would wait until tomorrow' : 'It would wait'
  return { ...warning('from', `${when}: ${text}.`), url }
}

function checkSubjects(campaign: Campaign, versions: Version[]): Finding[] {
  const found = versions
    .filter(({ subject }) => subject.trim() === '')
    .map(({ variant }) => error('subject', `${named(campaign, variant)}has no subject.`))
  const isLong = versions.some(({ subject }) => [...subject].length > 70)
  if (isLong) found.push(warning('subject', 'Phones show about 40 letters of a subject.'))
  if (campaign.preheader.trim() === '') {
    found.push(warning('subject', 'Without a preview text an inbox shows the first words.'))
  }
  const different = new Set(versions.map(({ subject }) => subject.trim())).size
  if (campaign.testOf === 'subject' && different < versions.length) {
    found.push(error('subject', 'Two versions of the test have the same subject.'))
  }
  if (campaign.testOf && versions.length < 2) {
    found.push(error('subject', 'A test needs at least two versions.'))
  }
  return found
}

function named({ testOf }: Campaign, variant: number): string {
  return testOf ? `Version ${letterOf(variant)} ` : 'It '
}

async function checkContents(versions: Version[]): Promise<Finding[]> {
  const found: Finding[] = []
  const distinct = new Map(versions.map((version) => [version.source, version]))
  for (const version of distinct.values()) {
    if (version.source.replace(/<[^>]*>/g, '').trim() === '') {
      found.push(error('content', 'There is nothing in it yet.'))
      continue
    }
    for (const { level, message } of await checkContent(version)) {
      found.push({ section: 'content', level, message })
    }
  }
  return found
}

/** What is not known cannot decide anything. */
async function checkTracking(campaign: Campaign): Promise<Finding[]> {
  const { topicId, testOf, testWinner, tracksOpens, tracksClicks } = campaign
  const { clicks } = await trackingOf({ topicId, opens: tracksOpens, clicks: tracksClicks })
  if (clicks || !testOf || testWinner !== 'clicks') return []
  return [
    warning(
      'schedule',
      'Clicks are not tracked, so that they choose no winner: version A goes out.'
    ),
  ]
}

function checkSchedule(campaign: Campaign): Finding[] {
  const { scheduleKind, startsAt, testOf, testPercent, holdoutPercent } = campaign
  const found: Finding[] = []
  if (scheduleKind !== 'now' && (!startsAt || lastMomentOf(campaign) <= clock.now())) {
    found.push(error('schedule', 'Choose a moment that is still to come.'))
  } else if (scheduleKind === 'local_time' && firstMomentOf(campaign) <= clock.now()) {
    found.push(
      warning('schedule', 'In some time zones that hour is over: people there get it at once.')
    )
  }
  if (testOf && testPercent + holdoutPercent > 100) {
    found.push(error('schedule', 'The test and those held out are more than all.'))
  }
  if (testOf && scheduleKind === 'local_time') {
    found.push(error('schedule', 'A test begins for all at once: choose a moment instead.'))
  }
  return found
}
