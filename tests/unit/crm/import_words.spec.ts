import { test } from '@japa/runner'
import { keptText, rowsText } from '../../../inertia/components/crm/imports/kinds.js'

test.group('Words of imports', () => {
  test('one is one', ({ assert }) => {
    assert.deepEqual([0, 1, 2000].map(rowsText), ['0 rows', '1 row', '2,000 rows'])
    assert.equal(keptText('deals', 0), 'Your deals are as they were before.')
    assert.equal(
      keptText('contacts', 1),
      '1 person was changed since and stays as it is; the rest is as before.'
    )
    assert.equal(
      keptText('companies', 2),
      '2 companies were changed since and stay as they are; the rest is as before.'
    )
  })
})
