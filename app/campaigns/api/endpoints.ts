import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { ensureHouse } from '#messaging/accounts/house'
import { campaignBody, detailsOf, newCampaignBody } from '#campaigns/api/body'
import { campaignResource, checkedCampaignResource } from '#campaigns/api/resource'
import { reviseCampaign } from '#campaigns/editing'
import {
  cancelCampaign,
  launchOrSchedule,
  pauseCampaign,
  resumeCampaign,
} from '#campaigns/launching'
import Campaign from '#campaigns/models/campaign'
import { STATES } from '#campaigns/models/campaign/lifecycle'
import { campaignPage } from '#campaigns/queries/campaign_list'

const group = 'Campaigns'
const CONFLICT = { 409: 'its state does not allow that.' }

const find = (id: string) => Campaign.query().where('id', id).firstOrFail()

export const listCampaigns = endpoint({
  name: 'campaigns.list',
  method: 'GET',
  path: '/campaigns',
  group,
  summary: 'List campaigns, the newest first',
  scope: 'campaigns:read',
  query: vine.create({
    state: vine.enum(STATES).optional(),
    q: vine.string().trim().maxLength(80).optional().meta({ description: 'Words of the name.' }),
    ...pageParameters,
  }),
  answer: page(campaignResource),
  handle: ({ query: { state, q, cursor, limit } }) =>
    campaignPage({ state, q, cursor, perPage: limit }),
})

export const getCampaign = endpoint({
  name: 'campaigns.get',
  method: 'GET',
  path: '/campaigns/:id',
  group,
  summary: 'Get a campaign, with its numbers',
  scope: 'campaigns:read',
  query: shapeValidator,
  answer: one(checkedCampaignResource),
  handle: ({ params }) => find(params.id),
})

export const createCampaign = endpoint({
  name: 'campaigns.create',
  method: 'POST',
  path: '/campaigns',
  group,
  summary: 'Begin a campaign',
  description:
    'It is a draft, from your default sender and for your default topic unless you say otherwise, and reaches nobody until its audience is given and it is launched. A/B tests are set up by staff.',
  scope: 'campaigns:create',
  query: shapeValidator,
  body: newCampaignBody,
  bodyLimit: '4mb',
  answer: made(campaignResource, '/campaigns'),
  async prepare({ body }) {
    await ensureHouse()
    return detailsOf(body)
  },
  handle: ({ prepared, body: { name }, trx }) => Campaign.begin({ ...prepared, name }, null, trx),
})

export const updateCampaign = endpoint({
  name: 'campaigns.update',
  method: 'PATCH',
  path: '/campaigns/:id',
  group,
  summary: 'Change a draft',
  description: 'What is left out stays as it is.',
  scope: 'campaigns:update',
  query: shapeValidator,
  body: campaignBody,
  bodyLimit: '4mb',
  answer: one(campaignResource),
  problems: CONFLICT,
  isOwnTransaction: true,
  async handle({ params, body }) {
    const { id } = await find(params.id)
    await reviseCampaign(id, await detailsOf(body))
    return find(id)
  },
})

export const deleteCampaign = endpoint({
  name: 'campaigns.delete',
  method: 'DELETE',
  path: '/campaigns/:id',
  group,
  summary: 'Delete a campaign that was never sent',
  scope: 'campaigns:delete',
  answer: nothing(),
  problems: CONFLICT,
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).discard()
  },
})

export const launchCampaign = endpoint({
  name: 'campaigns.launch',
  method: 'POST',
  path: '/campaigns/:id/launch',
  group,
  summary: 'Send a campaign, or leave it to its time',
  description:
    'Its audience is frozen as it begins to leave, and each reader is asked about once more right before. Where your organization wants campaigns approved, staff have to do that first.',
  scope: 'campaigns:send',
  query: shapeValidator,
  answer: one(campaignResource),
  problems: {
    ...CONFLICT,
    422: 'something is missing; `expand=findings` of the campaign tells what.',
  },
  async handle({ params, trx }) {
    await launchOrSchedule(params.id, trx)
    return Campaign.query({ client: trx }).where('id', params.id).firstOrFail()
  },
})

const turn = (verb: 'pause' | 'resume' | 'cancel', summary: string, act: typeof pauseCampaign) =>
  endpoint({
    name: `campaigns.${verb}`,
    method: 'POST',
    path: `/campaigns/:id/${verb}`,
    group,
    summary,
    scope: 'campaigns:send',
    query: shapeValidator,
    answer: one(campaignResource),
    problems: CONFLICT,
    async handle({ params, trx }) {
      await act(params.id, trx)
      return Campaign.query({ client: trx }).where('id', params.id).firstOrFail()
    },
  })

export const pauseSending = turn('pause', 'Halt a campaign on its way', pauseCampaign)
export const resumeSending = turn('resume', 'Let a halted campaign go on', resumeCampaign)
export const cancelSending = turn('cancel', 'End a campaign where it stands', cancelCampaign)
