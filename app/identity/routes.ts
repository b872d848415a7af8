import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Sessions = () => import('#identity/controllers/sessions_controller')
const Signups = () => import('#identity/controllers/signups_controller')
const EmailVerifications = () => import('#identity/controllers/email_verifications_controller')
const PasswordResets = () => import('#identity/controllers/password_resets_controller')
const EmailChanges = () => import('#identity/controllers/email_changes_controller')
const InvitationAcceptances = () =>
  import('#identity/controllers/invitation_acceptances_controller')
const Accounts = () => import('#identity/controllers/accounts_controller')
const Passwords = () => import('#identity/controllers/passwords_controller')
const UserSessions = () => import('#identity/controllers/user_sessions_controller')
const Organizations = () => import('#identity/controllers/organizations_controller')
const ActiveOrganizations = () => import('#identity/controllers/active_organizations_controller')
const OrganizationSettings = () => import('#identity/controllers/organization_settings_controller')
const Members = () => import('#identity/controllers/members_controller')
const Suspensions = () => import('#identity/controllers/suspensions_controller')
const Invitations = () => import('#identity/controllers/invitations_controller')
const OwnershipTransfers = () => import('#identity/controllers/ownership_transfers_controller')
const Roles = () => import('#identity/controllers/roles_controller')
const Hosts = () => import('#identity/controllers/hosts_controller')
const ApiKeys = () => import('#identity/controllers/api_keys_controller')
const ProviderAccounts = () => import('#identity/controllers/provider_accounts_controller')

// Tokens have no pattern here: a link that a mail program broke is told, not met with a bare 404.
const uuid = router.matchers.uuid()

// Doors: open to nobody in particular, on the install's host and on every site.
router
  .group(() => {
    router
      .group(() => {
        router.get('login', [Sessions, 'create']).as('login')
        router.post('login', [Sessions, 'store']).as('login.store')
      })
      .use(middleware.guest())
    router.get('password/forgot', [PasswordResets, 'create']).as('password.create')
    router.post('password/forgot', [PasswordResets, 'store']).as('password.store')
    router.get('password/reset/:token', [PasswordResets, 'show']).as('password.show')
    router.put('password/reset/:token', [PasswordResets, 'update']).as('password.update')
    router.post('logout', [Sessions, 'destroy']).as('logout')
  })
  .as('identity')
  .use(middleware.web())

router
  .group(() => {
    router
      .group(() => {
        router.get('signup', [Signups, 'create']).as('signup')
        router.post('signup', [Signups, 'store']).as('signup.store')
      })
      .use(middleware.guest())
    router.get('signup/sent', [Signups, 'sent']).as('signup.sent')
    router.post('email/verify', [EmailVerifications, 'store']).as('verification.store')
    router.get('email/verify/:token', [EmailVerifications, 'show']).as('verification.show')
    router.put('email/verify/:token', [EmailVerifications, 'update']).as('verification.update')
    router.get('email/change/:token', [EmailChanges, 'show']).as('email_change.show')
    router.put('email/change/:token', [EmailChanges, 'update']).as('email_change.update')
    router.get('invitations/:token', [InvitationAcceptances, 'show']).as('invitation.show')
    router.post('invitations/:token', [InvitationAcceptances, 'store']).as('invitation.store')

    router
      .group(() => {
        router.get('account', [Accounts, 'show']).as('account.show')
        router.put('account', [Accounts, 'update']).as('account.update')
        router.put('account/password', [Passwords, 'update']).as('account.password')
        router.post('account/email', [EmailChanges, 'store']).as('account.email')
        router.delete('account/sessions', [UserSessions, 'destroyOthers']).as('account.sessions')
        router.delete('account/sessions/:id', [UserSessions, 'destroy']).as('account.session')
        router.get('organizations/create', [Organizations, 'create']).as('organizations.create')
        router.post('organizations', [Organizations, 'store']).as('organizations.store')
        router
          .put('organizations/active', [ActiveOrganizations, 'update'])
          .as('organizations.active')
      })
      .use(middleware.auth())
  })
  .as('identity')
  .where('id', uuid)
  .use([middleware.adminHost(), middleware.web()])

router
  .group(() => {
    router.get('organization', [OrganizationSettings, 'edit']).as('organization')
    router.put('organization', [OrganizationSettings, 'update']).as('organization.update')
    router.get('members', [Members, 'index']).as('members')
    router.put('members/:id', [Members, 'update']).as('members.update')
    router.delete('members/:id', [Members, 'destroy']).as('members.destroy')
    router.post('members/:id/suspension', [Suspensions, 'store']).as('suspension.store')
    router.delete('members/:id/suspension', [Suspensions, 'destroy']).as('suspension.destroy')
    router.post('invitations', [Invitations, 'store']).as('invitations.store')
    router.delete('invitations/:id', [Invitations, 'destroy']).as('invitations.destroy')
    router.post('ownership', [OwnershipTransfers, 'store']).as('ownership.store')
    router.put('ownership', [OwnershipTransfers, 'update']).as('ownership.update')
    router.delete('ownership', [OwnershipTransfers, 'destroy']).as('ownership.destroy')
    router.get('roles', [Roles, 'index']).as('roles')
    router.get('domains', [Hosts, 'index']).as('domains')
    router.post('domains', [Hosts, 'store']).as('domains.store')
    router.put('domains/:id', [Hosts, 'update']).as('domains.update')
    router.delete('domains/:id', [Hosts, 'destroy']).as('domains.destroy')
    router.get('api-keys', [ApiKeys, 'index']).as('api_keys')
    router.post('api-keys', [ApiKeys, 'store']).as('api_keys.store')
    router.delete('api-keys/:id', [ApiKeys, 'destroy']).as('api_keys.destroy')
    router.get('payments', [ProviderAccounts, 'index']).as('payments')
    router.post('payments', [ProviderAccounts, 'store']).as('payments.store')
    router.put('payments/:id', [ProviderAccounts, 'update']).as('payments.update')
    router.delete('payments/:id', [ProviderAccounts, 'destroy']).as('payments.destroy')
    router.post('payments/:id/check', [ProviderAccounts, 'check']).as('payments.check')
  })
  .prefix('admin/settings')
  .as('settings')
  .where('id', uuid)
  .use([middleware.web(), middleware.staff()])
