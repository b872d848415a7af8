import { test } from '@japa/runner'
import { StagePlaces } from '#crm/imports/deals/stage_places'
import { kindOf } from '#crm/imports/kinds/kinds'
import { KINDS, type KindName } from '#crm/imports/kinds/import_kind'
import { plain, suggestMapping } from '#crm/imports/mapping/suggest'

const suggested = (
  kind: KindName,
  headers: string[],
  { samples = [], fields = [] }: { samples?: string[][]; fields?: string[] } = {}
) =>
  suggestMapping(
    kindOf(kind),
    headers,
    samples,
    fields.map((label) => ({ key: plain(label).replaceAll(' ', '_'), label }))
  )

test.group('Suggestions where columns of a file go', () => {
  test('a file of people is told by its headers, and by what stands below them', ({ assert }) => {
    assert.deepEqual(
      suggested('contacts', ['E-Mail-Adresse', 'Vorname', 'Nachname', 'PLZ', 'Mail', 'Unknown']),
      ['email', 'first_name', 'last_name', 'postal_code', 'other_email', null]
    )
    const samples = [
      ['a@b.de', '2023-05-06', '+49 30 901820'],
      ['c@d.de', '2023-05-07', '+49 30 901821'],
    ]
    assert.deepEqual(suggested('contacts', ['Column 1', 'Column 2', 'Column 3'], { samples }), [
      'email',
      null,
      'phone',
    ])
  })

  test('subscribers as Mailchimp writes them: when and from where they agreed, and no numbers of phones', ({
    assert,
  }) => {
    const headers = ['Email Address', 'OPTIN_TIME', 'OPTIN_IP', 'CONFIRM_TIME', 'Seen from']
    const samples = [
      ['a@b.de', '2023-05-06 10:00:00', '203.0.113.7', '2023-05-06 10:01:00', '203.0.113.190'],
    ]
    assert.deepEqual(suggested('contacts', headers, { samples }), [
      ...['email', 'agreed_at', 'agreed_ip', null, null],
    ])
  })

  test('a file of companies as HubSpot and Pipedrive write it', ({ assert }) => {
    assert.deepEqual(
      suggested('companies', [
        ...['Record ID', 'Company name', 'Company Domain Name', 'Website URL', 'Phone Number'],
        ...['Street Address', 'City', 'State/Region', 'Postal Code', 'Country/Region', 'Industry'],
        ...['Number of Employees', 'Company owner', 'About Us', 'Name'],
      ]),
      [
        ...['external_id', 'name', 'domain', 'website', 'phone'],
        ...['street', 'city', 'region', 'postal_code', 'country', 'industry'],
        ...['size', 'owner', 'description', null],
      ]
    )
    assert.deepEqual(suggested('companies', ['Firma', 'Webseite', 'Ort', 'Branche']), [
      ...['name', 'website', 'city', 'industry'],
    ])
  })

  test('a file of deals as HubSpot and Pipedrive write it', ({ assert }) => {
    assert.deepEqual(
      suggested('deals', [
        ...['Record ID', 'Deal Name', 'Deal Stage', 'Pipeline', 'Amount', 'Close Date'],
        ...['Create Date', 'Deal owner', 'Associated Company', 'Won time', 'Status', 'Currency'],
      ]),
      [
        ...['external_id', 'title', 'stage', 'pipeline', 'amount', 'expected_close'],
        ...['opened_on', 'owner', 'company', 'closed_on', 'status', 'currency'],
      ]
    )
    const samples = [['Alpha', 'a@b.de']]
    assert.deepEqual(suggested('deals', ['Titel', 'Wer'], { samples }), ['title', 'contact_email'])
  })

  test('custom fields come first, by their label or key', ({ assert }) => {
    for (const kind of KINDS) {
      const given = suggested(kind, ['Shoe size', 'shoe_size', 'Name'], { fields: ['Shoe Size'] })
      assert.deepEqual(given.slice(0, 2), ['custom:shoe_size', null], kind)
      assert.isNotNull(given[2])
    }
  })

  test('every target of a kind has words by which it is found, and none has two', ({ assert }) => {
    for (const kind of KINDS) {
      const { targets, headerWords, matchKeys } = kindOf(kind)
      assert.sameMembers(Object.keys(headerWords), Object.keys(targets), kind)
      const words = Object.values(headerWords).flat()
      assert.deepEqual(
        words.filter((word, n) => words.indexOf(word) !== n),
        [],
        kind
      )
      for (const word of words) assert.equal(plain(word), word)
      for (const { needs } of Object.values(matchKeys)) {
        for (const target of needs) assert.property(targets, target)
      }
    }
  })
})

test.group('Stages by their names', () => {
  const places = new StagePlaces([
    { id: 'sales', name: 'Sales', stages: [{ id: 's1', name: 'New' }] },
    {
      id: 'care',
      name: 'Renéwals',
      stages: [
        { id: 'c1', name: 'New' },
        { id: 'c2', name: 'Talks' },
      ],
    },
  ])
  const of = (name: string, pipelineId: string | null, isStrict = false) =>
    places.stage(name, pipelineId, { isStrict })?.id

  test('are those of the pipeline, else of the first that has one', ({ assert }) => {
    assert.equal(places.pipeline('RENEWALS'), 'care')
    assert.isNull(places.pipeline('Other'))
    assert.equal(of('new', null), 's1')
    assert.equal(of('NEW', 'care'), 'c1')
    assert.equal(of('Talks', 'sales'), 'c2')
    assert.isUndefined(of('Talks', 'sales', true))
    assert.isUndefined(of('Nowhere', null))
  })
})
