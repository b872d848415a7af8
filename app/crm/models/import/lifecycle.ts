export const STATES = [
  'uploaded',
  'mapped',
  'dry_run',
  'running',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof STATES)[number]

/**
 * `mapped` is being checked, `dry_run` waits for somebody's yes. A mapping may be changed until the import runs; a
 * failed or cancelled one goes on where it stopped.
 */
export const MOVES: Record<ImportState, ImportState[]> = {
  uploaded: ['mapped', 'failed'],
  mapped: ['dry_run', 'failed', 'uploaded'],
  dry_run: ['mapped', 'running'],
  running: ['done', 'failed', 'cancelled'],
  done: ['undoing'],
  failed: ['mapped', 'running', 'undoing'],
  cancelled: ['running', 'undoing'],
  undoing: ['undone', 'failed'],
  undone: [],
}

/** States in which the queue works on it. */
export const AT_WORK: ImportState[] = ['mapped', 'running', 'undoing']
