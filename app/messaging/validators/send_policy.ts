import vine from '@vinejs/vine'

const whole = (from: number, to: number) => vine.number().withoutDecimals().range([from, to])

/** Minutes of the day: 22:00 is 1320. */
const minute = () => whole(0, 1439)

export const sendPolicyValidator = vine.create({
  cap: vine.object({ mails: whole(1, 100), days: whole(1, 90) }).nullable(),
  onCap: vine.enum(['defer', 'skip'] as const),
  quiet: vine.object({ from: minute(), to: minute() }).nullable(),
  onQuiet: vine.enum(['defer', 'skip'] as const),
  tracksOpens: vine.boolean(),
  tracksClicks: vine.boolean(),
})
