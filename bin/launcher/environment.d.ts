/** Types of environment.js for start/env.ts. */
export type Fault = { name: string; note: string; advice: string }
export const VARIABLES: string[]
export function environmentFaults(
  env: Record<string, string | undefined>,
  options?: { required?: string[] }
): Fault[]
