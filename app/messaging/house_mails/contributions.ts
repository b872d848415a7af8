import { deliverMailsWith } from '#core/mail/hand_over'

deliverMailsWith(async (letter, byInstall) =>
  (await import('#messaging/house_mails/carrier')).carryHouseMail(letter, byInstall)
)
