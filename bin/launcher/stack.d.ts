/** Types of stack.js for the measurements, which are TypeScript. */
export type StackOptions = {
  name?: string
  web?: number
  worker?: number
  sandbox?: boolean
  redis?: boolean | string
  careless?: boolean
  fresh?: boolean
  env?: NodeJS.ProcessEnv
  onLine?: (line: string) => void
}
export type Stack = {
  home: string
  env: NodeJS.ProcessEnv
  databaseUrl: string
  baseUrl: string
  baseUrls: string[]
  sandboxUrl: string
  redisUrl?: string
  deaths: string[]
  ace(args: string[]): Promise<void>
  /** Ends the sandbox, so that something else may stand at its ports. */
  stopSandbox(): Promise<void>
  /** Ends the workers for good. */
  stopWorkers(): Promise<void>
  restartPostgres(options?: { crash?: boolean }): Promise<void>
  killWorker(index?: number): Promise<void>
  killWeb(index?: number): Promise<void>
  stop(): Promise<void>
}
export function withStack<T>(options: StackOptions, fn: (stack: Stack) => Promise<T>): Promise<T>
