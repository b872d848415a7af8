import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import logger from '@adonisjs/core/services/logger'
import { demoLoginsAllowed } from '#config/app'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { normalizeEmail } from '#core/email_address'
import UserEmailChanged from '#identity/events/user_email_changed'
import UserEmailVerified from '#identity/events/user_email_verified'
import UserLoginFailed from '#identity/events/user_login_failed'
import UserPasswordChanged from '#identity/events/user_password_changed'
import UserRegistered from '#identity/events/user_registered'
import { endSessions } from '#identity/login'
import ChangeEmailMail from '#identity/mails/change_email'
import EmailChangedMail from '#identity/mails/email_changed'
import PasswordChangedMail from '#identity/mails/password_changed'
import ResetPasswordMail from '#identity/mails/reset_password'
import VerifyEmailMail from '#identity/mails/verify_email'
import User from '#identity/models/user'
import UserToken from '#identity/models/user_token'
import { unlessTaken } from '#identity/taken'

export type SignupInput = {
  email: string
  password: string
  fullName: string
  timeZone?: string
  locale?: string
}

/**
 * Signs somebody up and mails a link that verifies the address. Resolves to the
 * user whose name and password these are now. For an address that is taken nothing
 * is made, its owner is told by mail, and null comes back: the page says the same
 * in both cases. `quiet` tells nobody, for the operator's command line.
 */
export async function signUp(
  input: SignupInput,
  { verified = false, quiet = false } = {}
): Promise<User | null> {
  const existing = await User.findByEmail(input.email)
  if (!existing) {
    // Two at once: the second finds the first's row only when it writes its own.
    return unlessTaken(
      () => register(input, verified),
      () => null
    )
  }
  if (quiet) return null
  if (existing.isVerified) {
    // The same work as for a new account, so that the time tells nothing.
    await hash.make(input.password)
    await ResetPasswordMail.queue({
      to: addressee(existing),
      organizationId: null,
      payload: { userId: existing.id, because: 'signup' },
    })
  } else if (!verified) {
    // Nobody has shown to own this address yet: the last who signs up chooses name and password.
    await existing.merge({ password: input.password, fullName: input.fullName }).save()
    await sendVerification(existing)
    return existing
  }
  return null
}

function register(input: SignupInput, verified: boolean): Promise<User> {
  return db.transaction(async (trx) => {
    const user = await User.create(
      {
        email: input.email.trim(),
        password: input.password,
        fullName: input.fullName,
        timeZone: input.timeZone ?? 'UTC',
        locale: input.locale ?? 'en',
        emailVerifiedAt: verified ? clock.now() : null,
      },
      { client: trx }
    )
    await UserRegistered.record(
      { organizationId: null, subjectId: user.id, payload: { userId: user.id } },
      trx
    )
    if (verified) {
      await UserEmailVerified.record(
        {
          organizationId: null,
          subjectId: user.id,
          payload: { userId: user.id, email: user.emailNorm },
        },
        trx
      )
    } else {
      await VerifyEmailMail.queue(
        { to: addressee(user), organizationId: null, payload: { userId: user.id } },
        trx
      )
    }
    return user
  })
}

export async function sendVerification(user: User): Promise<void> {
  await VerifyEmailMail.queue({
    to: addressee(user),
    organizationId: null,
    payload: { userId: user.id },
  })
}

/** Verifies the address behind a link. Null when the link is no good. */
export async function verifyEmail(token: string): Promise<User | null> {
  return db.transaction(async (trx) => {
    const link = await UserToken.behind(token, 'verify_email', trx)
    if (!link) return null
    const user = await User.findOrFail(link.userId, { client: trx })
    if (user.disabledAt) return null
    await link.useTransaction(trx).merge({ usedAt: clock.now() }).save()
    if (!user.isVerified) {
      await user.merge({ emailVerifiedAt: clock.now() }).save()
      await UserEmailVerified.record(
        {
          organizationId: null,
          subjectId: user.id,
          payload: { userId: user.id, email: user.emailNorm },
        },
        trx
      )
    }
    return user
  })
}

/** The user behind an address and password, or null; as slow for an unknown address as for a wrong password. */
export async function verifyCredentials(email: string, password: string): Promise<User | null> {
  let normal: string
  try {
    normal = normalizeEmail(email)
  } catch {
    normal = ''
  }
  const user = normal ? await User.query().where('emailNorm', normal).first() : null
  if (!user) {
    await hash.make(password)
    return null
  }
  const isRight = await hash.verify(user.password, password)
  if (!isRight || user.disabledAt) {
    noteFailure(user)
    return null
  }
  if (!demoLoginsAllowed && /@([a-z]+\.)?(warren|bunny|harbour|client)\.test$/.test(user.emailNorm))
    return null
  return user
}

/** Not awaited: the answer must not take longer for an address that is known. */
function noteFailure(user: User): void {
  UserLoginFailed.recordAlone({
    organizationId: null,
    subjectId: user.id,
    payload: { userId: user.id },
  }).catch((error) => logger.warn({ err: error }, 'a failed log-in could not be written down'))
}

/** Mails a link for a new password, if somebody has this address. */
export async function requestPasswordReset(email: string): Promise<void> {
  const user = await User.findByEmail(email).catch(() => null)
  if (!user || user.disabledAt) return
  await ResetPasswordMail.queue({
    to: addressee(user),
    organizationId: null,
    payload: { userId: user.id },
  })
}

/** Sets a new password by a link: once, and every session ends. False when the link is no good. */
export async function resetPassword(token: string, password: string): Promise<boolean> {
  return db.transaction(async (trx) => {
    const link = await UserToken.behind(token, 'reset_password', trx)
    if (!link) return false
    const owner = await User.findOrFail(link.userId, { client: trx })
    await UserToken.voidAll(owner.id, trx)
    // Whoever reads the mail owns the address.
    await owner
      .merge({
        password,
        passwordChangedAt: clock.now(),
        emailVerifiedAt: owner.emailVerifiedAt ?? clock.now(),
      })
      .save()
    await UserPasswordChanged.record(
      { organizationId: null, subjectId: owner.id, payload: { userId: owner.id, by: 'reset' } },
      trx
    )
    await PasswordChangedMail.queue(
      { to: addressee(owner), organizationId: null, payload: { userId: owner.id } },
      trx
    )
    await endSessions(owner, undefined, trx)
    return true
  })
}

/** Changes the password of somebody who is logged in; her other sessions end. */
export async function changePassword(
  user: User,
  password: string,
  sessionId?: string
): Promise<void> {
  await db.transaction(async (trx) => {
    user.useTransaction(trx)
    await user.merge({ password, passwordChangedAt: clock.now() }).save()
    await UserPasswordChanged.record(
      { organizationId: null, subjectId: user.id, payload: { userId: user.id, by: 'user' } },
      trx
    )
    await PasswordChangedMail.queue(
      { to: addressee(user), organizationId: null, payload: { userId: user.id } },
      trx
    )
    await UserToken.voidAll(user.id, trx)
    await endSessions(user, sessionId, trx)
  })
}

/** Mails a link to the new address; the change happens when it is opened. */
export async function requestEmailChange(user: User, email: string): Promise<void> {
  const normal = normalizeEmail(email)
  if (normal === user.emailNorm)
    throw new Refusal('This is your address already', { code: 'E_SAME_EMAIL', field: 'email' })
  // A taken address is not told: its owner gets no mail, and the page says the same.
  if (await User.findByEmail(normal)) return
  await ChangeEmailMail.queue({
    to: { email: normal, name: user.fullName, userId: user.id, locale: user.locale },
    organizationId: null,
    payload: { userId: user.id, email: normal },
  })
}

/** Puts the new address in place and tells the old one. Null when the link is no good. */
export function confirmEmailChange(token: string): Promise<User | null> {
  return unlessTaken(
    () => moveAddress(token),
    () => null
  )
}

function moveAddress(token: string): Promise<User | null> {
  return db.transaction(async (trx) => {
    const link = await UserToken.behind(token, 'change_email', trx)
    if (!link?.email) return null
    const taken = await User.query({ client: trx }).where('emailNorm', link.email).first()
    if (taken) return null
    const user = await User.findOrFail(link.userId, { client: trx })
    if (user.disabledAt) return null
    const before = user.email
    // Links that went to the old address open nothing any more.
    await UserToken.voidAll(user.id, trx)
    await user.merge({ email: link.email, emailVerifiedAt: clock.now() }).save()
    await UserEmailChanged.record(
      { organizationId: null, subjectId: user.id, payload: { userId: user.id } },
      trx
    )
    await UserEmailVerified.record(
      {
        organizationId: null,
        subjectId: user.id,
        payload: { userId: user.id, email: user.emailNorm },
      },
      trx
    )
    await EmailChangedMail.queue(
      {
        to: { ...addressee(user), email: before },
        organizationId: null,
        payload: { userId: user.id },
      },
      trx
    )
    return user
  })
}

function addressee(user: User) {
  return { email: user.email, name: user.fullName, userId: user.id, locale: user.locale }
}
