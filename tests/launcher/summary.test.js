import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { plan, SHARDS } from '../../bin/launcher/suites.js'
import { addUp, parseRun } from '../../bin/launcher/summary.js'

const GREEN = [
  '{"event":"suite:start","name":"unit"}',
  'unit / money (tests/unit/core/money.spec.ts)',
  '{"event":"test:end","title":{"expanded":"adds","original":"adds"},"errors":[]}',
  '{"event":"test:end","title":{"expanded":"waits"},"isSkipped":true,"skipReason":"no data","errors":[]}',
  '{"event":"suite:end","name":"unit","hasError":false,"errors":[]}',
  '{"event":"suite:start","name":"contracts"}',
  '{"event":"test:end","title":{"expanded":"signs"},"errors":[]}',
  '{"event":"test:end","title":{"expanded":"later"},"isTodo":true,"errors":[]}',
  ' PASSED ',
  '{"aggregates":{"total":4,"failed":0,"passed":2,"regression":0,"skipped":1,"todo":1},"hasError":false}',
]

test('a green run counts by suite and names what was skipped', () => {
  const outcome = parseRun(GREEN.join('\n'), 0)
  assert.ok(outcome.ok)
  assert.equal(outcome.executed, 2)
  assert.deepEqual(outcome.suites.unit, {
    passed: 1,
    failed: 0,
    skipped: 1,
    todo: 0,
    regression: 0,
  })
  assert.deepEqual(outcome.suites.contracts, {
    ...{ passed: 1, failed: 0, skipped: 0, todo: 1, regression: 0 },
  })
  assert.deepEqual(outcome.skips, [{ suite: 'unit', title: 'waits', reason: 'no data' }])
})

test('a failed test fails the run and is named with its file', () => {
  const failed =
    '{"event":"test:end","title":{"expanded":"subtracts"},"relativePath":"tests/unit/a.spec.ts","errors":[{"phase":"test"}]}'
  const outcome = parseRun([GREEN[0], failed, ...GREEN.slice(1)].join('\n'), 1)
  assert.equal(outcome.problem, '1 failed')
  assert.deepEqual(outcome.failures, ['unit / subtracts (tests/unit/a.spec.ts)'])
})

test('a run that executed no test is a failure although it exits with 0', () => {
  for (const output of [
    '',
    '\u001b[43m NO TESTS EXECUTED \u001b[49m',
    ' NO TESTS EXECUTED \n Time  3ms',
  ]) {
    const outcome = parseRun(output, 0)
    assert.equal(outcome.ok, false)
    assert.equal(outcome.problem, 'no test was executed')
  }
})

test('a run of skipped tests alone executed nothing', () => {
  const outcome = parseRun([GREEN[0], GREEN[3], GREEN.at(-1)].join('\n'), 0)
  assert.equal(outcome.problem, 'no test was executed')
})

test('a run that breaks off is a failure', () => {
  assert.equal(
    parseRun(GREEN.slice(0, -1).join('\n'), 0).problem,
    'the run did not come to its end'
  )
  assert.equal(parseRun(GREEN.slice(0, 3).join('\n'), 137).problem, 'exit code 137')
})

test('a failing clean-up is a failure', () => {
  const broken =
    '{"event":"suite:end","name":"unit","hasError":true,"errors":[{"phase":"teardown"}]}'
  const outcome = parseRun([...GREEN.slice(0, 4), broken, ...GREEN.slice(5)].join('\n'), 0)
  assert.equal(outcome.problem, 'a set-up or clean-up failed')
})

test('the readable ending serves where events are missing', () => {
  const outcome = parseRun(
    ' FAILED \n\u001b[2mTests  \u001b[22m2 passed, 2 failed, 1 todo, 1 skipped (6)\n Time  9s',
    1
  )
  assert.deepEqual(outcome.suites.tests, {
    passed: 2,
    failed: 2,
    skipped: 1,
    todo: 1,
    regression: 0,
  })
  assert.equal(outcome.problem, '2 failed')
})

test('a whole run has every shard; arguments make one run of what they name', () => {
  assert.deepEqual(
    plan([]).map(({ name }) => name),
    SHARDS.map(({ name }) => name)
  )
  const [chosen, ...others] = plan(['functional', '--files=orders'])
  assert.equal(others.length, 0)
  assert.deepEqual(chosen.suites, ['functional'])
  assert.deepEqual(chosen.flags, ['--files=orders'])
  assert.equal(chosen.needs, undefined)
  assert.equal(plan(['browser'])[0].needs, 'chromium')
  assert.equal(plan(['--files=orders'])[0].needs, 'chromium')
})

test('the shards of a whole run hold every folder of functional tests once', () => {
  const folders = plan([])
    .filter(({ suites }) => suites.includes('functional'))
    .flatMap(({ flags }) => flags)
    .map((flag) => flag.match(/^--files=functional\/(\w+)\/\*$/)?.[1])
  const there = readdirSync(new URL('../functional', import.meta.url))
  assert.deepEqual(folders.sort(), there.sort())
})

test('counts of a suite that was cut into shards are added up', () => {
  const run = { outcome: parseRun(GREEN.join('\n'), 0) }
  assert.deepEqual(addUp([run, run]).unit, {
    ...{ passed: 2, failed: 0, skipped: 2, todo: 0, regression: 0 },
  })
})
