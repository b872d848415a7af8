import { Registry } from '#core/registry/registry'

/** A kind of notification, as the preferences page shows it. */
export type NotificationKind = {
  /** `New order` */
  label: string
  defaultInApp: boolean
  defaultEmail: boolean
}

/** Kinds by key, `<domain>/<noun>`. */
export const notificationKinds = new Registry<NotificationKind>('notification kind')
