/*
 * `npm test`: sets up what the tests need, then runs every suite. `npm test -- <suites> <flags>`
 * runs one process with these, for example `npm test -- functional --files=orders`.
 */
import { TestRun } from './launcher/test_run.js'

process.exit(await new TestRun(process.argv.slice(2)).run())
