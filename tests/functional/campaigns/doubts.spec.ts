import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { STATE } from '#messaging/ledger/states'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { plantCampaign, plantPeople, plantRun } from './support/plant.js'

test.group('Mails in doubt of a campaign', () => {
  test('who may send decides; who may not is refused', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Doubts')
    const [first, second, third] = await plantPeople(organizationId, 3)
    const campaign = await plantCampaign(organizationId, { state: 'finished' })
    const runId = await plantRun(organizationId, campaign.id, [
      { contactId: first, state: STATE.sent },
      { contactId: second, state: STATE.uncertain },
      { contactId: third, state: STATE.uncertain },
    ])
    const states = async () =>
      (
        await sql<{ state: number }>('select state from sends where run_id = ? order by n', [runId])
      ).map(({ state }) => state)
    const path = `/admin/campaigns/${campaign.id}/doubts`
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(await as(viewer, client.put(path)).form({ decision: 'sent' })).assertStatus(403)
    assert.deepEqual(await states(), [STATE.sent, STATE.uncertain, STATE.uncertain])
    const owner = await plantStaff(organizationId)
    ;(await as(owner, client.put(path)).form({ decision: 'sent' })).assertStatus(302)
    assert.deepEqual(await states(), [STATE.sent, STATE.sent, STATE.sent])
    const [tally] = await sql('select sent, uncertain from send_tallies where run_id = ?', [runId])
    assert.deepEqual(tally, { sent: 3, uncertain: 0 })
  })
})
