/** Types of redis.js for the measurements, which are TypeScript. */
export function startRedis(options: {
  home: string
}): Promise<{ url: string; stop(): Promise<void> } | null>
