import { Registry } from '#core/registry/registry'
import type ProviderAccount from '#identity/models/provider_account'

/** Asks a provider whether an account's keys work. Resolves to a sentence; throws what is wrong. */
export type ProviderCheck = (account: ProviderAccount) => Promise<string>

/** By provider; payments contributes, because it knows how to speak to them. */
export const providerChecks = new Registry<ProviderCheck>('provider check')
