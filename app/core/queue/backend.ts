import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq'
import queueConfig from '#config/queue'

/** Connection options of BullMQ for the backend in use. */
export type QueueConnection = Record<string, unknown>

/**
 * Chooses BullMQ's backend for the whole process, before any Queue or Worker is
 * made, and returns the connection options for one of them.
 */
export function useBackend(max = 4): QueueConnection {
  if (queueConfig.backend === 'redis') return queueConfig.defaultConnection
  setDefaultBackendFactory(createPostgresBackend)
  return { ...queueConfig.defaultConnection, max }
}
