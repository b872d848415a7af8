import { Job } from '#core/queue/job'

/** Nightly: sign-ups that nobody confirmed in time. */
export default class ForgetSignUps extends Job {
  static jobName = 'messaging/forget_sign_ups'
  static attempts = 1

  async handle() {
    const { forgetSignUps } = await import('#messaging/forms/confirming')
    await forgetSignUps()
  }
}
