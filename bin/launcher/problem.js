/**
 * Something that the person at the terminal can understand and mend. It is shown without a stack.
 */
export class Problem extends Error {
  /**
   * @param {string} message what is wrong, naming the variable, file or port
   * @param {{ hint?: string, log?: string }} [more] what to do, and the last lines of a log
   */
  constructor(message, { hint, log } = {}) {
    super(message)
    this.name = 'Problem'
    this.hint = hint
    this.log = log
  }
}

/** Full disks come from everywhere; they get one wording. */
export function fullDisk(error) {
  const text = `${error?.code} ${error?.message} ${error?.log}`
  return /ENOSPC|no space left on device/i.test(text)
}
