import pg from 'pg'
import type { ApplicationService } from '@adonisjs/core/types'

/** Ties core to the life of a process. */
export default class CoreProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    // bigint identities and counts stay far below 2^53: numbers, not strings.
    pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  }
}
