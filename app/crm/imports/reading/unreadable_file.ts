/** Thrown for a file that nothing can be imported from; the message says why and what to do. */
export class UnreadableFileException extends Error {
  constructor(
    readonly code: string,
    message: string
  ) {
    super(message)
    this.name = 'UnreadableFileException'
  }
}
