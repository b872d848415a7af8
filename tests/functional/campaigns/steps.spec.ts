import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { sweepCampaigns } from '#campaigns/advancing'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking } from '#tests/support/queue'
import { frozenRun, orderRun, plantAgreeing } from '#tests/functional/messaging/support/sending'
import { pauseRun } from '#messaging/ledger/runs'
import { plantCampaign, plantRun } from './support/plant.js'

test.group('Campaigns and their sendings in step', (group) => {
  let organizationId: string

  group.each.setup(async () => {
    // Sendings are looked at, not worked off.
    await stopWorking()
    await sql(
      `update send_runs set state = 'cancelled' where state not in ('finished', 'cancelled')`
    )
    organizationId = await plantOrganization('Steps')
    await plantAgreeing(organizationId, 2)
  })

  const runState = async (runId: number) => {
    const [{ state }] = await sql<{ state: string }>('select state from send_runs where id = ?', [
      runId,
    ])
    return state
  }
  const campaignState = async (id: string) => {
    const [{ state }] = await sql<{ state: string }>('select state from campaigns where id = ?', [
      id,
    ])
    return state
  }

  test('one that was resumed goes on, though the process died before it told its sending', async ({
    assert,
  }) => {
    const campaign = await plantCampaign(organizationId, {
      state: 'sending',
      launchedAt: clock.now(),
    })
    const runId = await frozenRun(organizationId, { sourceId: campaign.id })
    await Tenant.run(organizationId, () => pauseRun(runId))
    await sweepCampaigns()
    assert.equal(await runState(runId), 'sending')
  })

  test('one that was paused before its audience was fixed does not begin', async ({ assert }) => {
    const campaign = await plantCampaign(organizationId, {
      state: 'paused',
      launchedAt: clock.now(),
    })
    const runId = await orderRun(organizationId, { sourceId: campaign.id })
    await sweepCampaigns()
    assert.equal(await runState(runId), 'paused')
  })

  test('one that cannot be ended keeps no other from it', async ({ assert }) => {
    const ended = async (hours: number) => {
      const launchedAt = clock.now().minus({ hours })
      const { id } = await plantCampaign(organizationId, { state: 'sending', launchedAt })
      await plantRun(organizationId, id, [])
      return id
    }
    const [broken, other] = [await ended(2), await ended(1)]
    await sql(`create function refuse() returns trigger language plpgsql as $$ begin
      if new.id = '${broken}' then raise 'broken'; end if; return new; end $$`)
    await sql(
      'create trigger refuse before update on campaigns for each row execute function refuse()'
    )
    try {
      await sweepCampaigns()
    } finally {
      await sql('drop function refuse() cascade')
    }
    assert.equal(await campaignState(other), 'finished')
    assert.equal(await campaignState(broken), 'sending')
    await sweepCampaigns()
    assert.equal(await campaignState(broken), 'finished')
  })
})
