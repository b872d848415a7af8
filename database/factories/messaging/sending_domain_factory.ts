import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import SendingDomain from '#messaging/models/sending_domain'

/** Domains that wait for their records, or `verified` ones. Need a tenant in context. */
export const SendingDomainFactory = Factory.define(SendingDomain, () => ({
  domain: `${uuid().slice(-12)}.mail.test`,
  dkimSelector: 'wtest',
  dkimPrivateKey: 'no key',
  dkimPublicKey: 'no key',
  state: 'pending',
  checks: {},
}))
  .state('verified', (domain) => void (domain.state = 'verified'))
  .build()
