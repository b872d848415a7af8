import { test } from '@japa/runner'
import { Context, logContext } from '#core/context'
import { Tenant, TenantMissingException } from '#core/tenancy/tenant'

test.group('Context', () => {
  test('outside of a request or job there is no tenant, and the house acts', ({ assert }) => {
    assert.containsSubset(Context.get(), {
      organizationId: null,
      actor: { type: 'system', id: null },
    })
    assert.throws(() => Context.amend({ ip: '::1' }), /no running request or job/)
  })

  test('changes hold inside and not beyond', async ({ assert }) => {
    await Context.run({ requestId: 'r1', organizationId: 'a' }, async () => {
      await Promise.resolve()
      assert.equal(Context.get().organizationId, 'a')
      Context.run({ organizationId: 'b' }, () => {
        assert.equal(Context.get().requestId, 'r1')
        Context.amend({ ip: '10.0.0.1' })
        assert.equal(Context.get().ip, '10.0.0.1')
      })
      assert.isNull(Context.get().ip)
      assert.deepEqual(logContext(), { request_id: 'r1', organization_id: 'a' })
    })
    assert.deepEqual(logContext(), {})
  })
})

test.group('Tenant', () => {
  test('asking for it without one throws', ({ assert }) => {
    assert.throws(() => Tenant.id('Course'), TenantMissingException as never)
    assert.isNull(Tenant.idOrNull())
  })

  test('an unscoped stretch ends with its function and inside of run()', async ({ assert }) => {
    await Tenant.unscoped('test', async () => {
      assert.isTrue(Tenant.isUnscoped)
      Tenant.run('a', () => {
        assert.isFalse(Tenant.isUnscoped)
        assert.equal(Tenant.id(), 'a')
      })
      assert.isTrue(Tenant.isUnscoped)
    })
    assert.isFalse(Tenant.isUnscoped)
  })

  test('entering changes the running request and keeps its id', ({ assert }) => {
    Context.run({ requestId: 'r', unscoped: 'log-in' }, () => {
      Tenant.enter('a')
      assert.equal(Tenant.id(), 'a')
      assert.equal(Context.get().requestId, 'r')
      assert.isFalse(Tenant.isUnscoped)
    })
  })
})
