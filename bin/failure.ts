import { prettyPrintError } from '@adonisjs/core'
import { BadEnvironment } from '#start/bad_environment'

/** Says why a process could not start: what the operator can mend in lines, the rest with its stack. */
export async function printFailure(error: unknown): Promise<void> {
  if (error instanceof BadEnvironment) return error.render()
  // What prints it prettily is not installed in production.
  await prettyPrintError(error).catch(() => console.error(error))
}
