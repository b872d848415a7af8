import { eventCatalogue } from '#core/events/domain_event'
import { framePublicPagesWith } from '#core/http/public_page'
import { limits } from '#core/limits/limits'
import { brandMailsWith } from '#core/mail/brand'
import { demoData } from '#core/registry/demo_data'
import { mails } from '#core/mail/mail'
import { roles } from '#identity/roles'
import { siteFrame } from '#identity/site_context'
import '#identity/staff_channels'
import { brandOfOrganization } from '#identity/mail_brand'
import ApiKeyCreated from '#identity/events/api_key_created'
import ApiKeyRevoked from '#identity/events/api_key_revoked'
import DomainAdded from '#identity/events/domain_added'
import DomainRemoved from '#identity/events/domain_removed'
import InvitationAccepted from '#identity/events/invitation_accepted'
import InvitationRevoked from '#identity/events/invitation_revoked'
import InvitationSent from '#identity/events/invitation_sent'
import MemberJoined from '#identity/events/member_joined'
import MemberLeft from '#identity/events/member_left'
import MemberRoleChanged from '#identity/events/member_role_changed'
import MemberSuspended from '#identity/events/member_suspended'
import OrganizationCreated from '#identity/events/organization_created'
import OrganizationUpdated from '#identity/events/organization_updated'
import OwnershipOffered from '#identity/events/ownership_offered'
import OwnershipTransferred from '#identity/events/ownership_transferred'
import ProviderAccountConnected from '#identity/events/provider_account_connected'
import ProviderAccountDisconnected from '#identity/events/provider_account_disconnected'
import ProviderAccountRotated from '#identity/events/provider_account_rotated'
import UserEmailChanged from '#identity/events/user_email_changed'
import UserEmailVerified from '#identity/events/user_email_verified'
import UserLoggedIn from '#identity/events/user_logged_in'
import UserLoginFailed from '#identity/events/user_login_failed'
import UserPasswordChanged from '#identity/events/user_password_changed'
import UserRegistered from '#identity/events/user_registered'
import UserSessionRevoked from '#identity/events/user_session_revoked'

for (const event of [
  UserRegistered,
  UserEmailVerified,
  UserLoggedIn,
  UserLoginFailed,
  UserPasswordChanged,
  UserEmailChanged,
  UserSessionRevoked,
  OrganizationCreated,
  OrganizationUpdated,
  MemberJoined,
  MemberLeft,
  MemberSuspended,
  MemberRoleChanged,
  InvitationSent,
  InvitationAccepted,
  InvitationRevoked,
  OwnershipOffered,
  OwnershipTransferred,
  ApiKeyCreated,
  ApiKeyRevoked,
  DomainAdded,
  DomainRemoved,
  ProviderAccountConnected,
  ProviderAccountRotated,
  ProviderAccountDisconnected,
]) {
  eventCatalogue.add(event.type, event)
}

limits.add('members', { noun: 'members', default: 25 })
limits.add('organizations', { noun: 'organizations', default: 5 })

// Read at every start, so that a fault in the file stops it before anybody is let in or kept out.
roles()

brandMailsWith(brandOfOrganization)
framePublicPagesWith(siteFrame)

for (const name of [
  'verify_email',
  'reset_password',
  'change_email',
  'email_changed',
  'password_changed',
  'invitation',
  'ownership_offer',
  'ownership_transferred',
]) {
  mails.add(`identity/${name}`, () => import(`#identity/mails/${name}`))
}

demoData.add('identity', { seed: async () => (await import('#identity/demo')).seedIdentity() })
