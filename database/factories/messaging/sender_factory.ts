import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import Sender from '#messaging/models/sender'

/** From-addresses with the install's address; give `domainId` for one of a domain. Need a tenant in context. */
export const SenderFactory = Factory.define(Sender, () => {
  const address = `hello-${uuid().slice(-12)}@mail.test`
  return { name: 'Ada from the school', address, addressNorm: address, isDefault: false }
}).build()
