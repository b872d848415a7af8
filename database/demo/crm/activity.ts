/** Things to do at Bunny at Home: when they are due counts in days from the day on which the demo is made. */
export type DemoTask = {
  title: string
  /** Days from today; null without a date. */
  due: number | null
  time?: string
  priority?: 'low' | 'high' | 'urgent'
  /** 0 is the owner, 1 the admin, 2 the agent. */
  who: number
  /** Which of the demo's customers it is about. */
  customer?: number
  /** Which of the open deals. */
  deal?: number
  repeat?: { every: 'day' | 'week' | 'month'; interval: number; weekdays?: number[] }
  isDone?: boolean
}

export const tasks: DemoTask[] = [
  { title: 'Call back about the boarding dates', due: -2, priority: 'high', who: 0, customer: 0 },
  { title: 'Send the offer for the spring workshop', due: -1, who: 0, deal: 0 },
  { title: 'Answer the question about hay deliveries', due: 0, time: '11:30', who: 0, customer: 1 },
  { title: 'Follow up on the starter kit', due: 0, time: '16:00', who: 0, deal: 1 },
  {
    title: 'Look through new orders',
    due: 0,
    who: 0,
    repeat: { every: 'week', interval: 1, weekdays: [1, 2, 3, 4, 5] },
  },
  { title: 'Ask for a photo for the gallery', due: 1, priority: 'low', who: 0, customer: 2 },
  { title: 'Prepare the call with the vet', due: 2, time: '09:30', who: 0, customer: 3 },
  { title: 'Agree on a delivery day', due: 3, who: 0, deal: 2 },
  { title: 'Plan the open day in spring', due: 12, who: 0 },
  { title: 'Write down ideas for a course on bonding', due: null, who: 0 },
  {
    title: 'Pay the hay supplier',
    due: 9,
    priority: 'high',
    who: 0,
    repeat: { every: 'month', interval: 1 },
  },
  { title: 'Check the insurance papers', due: 0, who: 1 },
  { title: 'Renew the domain', due: 20, who: 1 },
  { title: 'Welcome call', due: 0, time: '10:00', who: 2, customer: 4 },
  { title: 'Find out why the payment failed', due: -1, priority: 'urgent', who: 2, customer: 5 },
  { title: 'Send the care sheet', due: 1, who: 2, customer: 6 },
  { title: 'Thank for the adoption', due: -1, who: 0, customer: 7, isDone: true },
  { title: 'Order new labels', due: -3, who: 0, isDone: true },
  { title: 'Confirm the workshop room', due: -2, who: 2, deal: 0, isDone: true },
]

/** `{0}` names the admin, `{1}` the agent, as a mention. */
export type DemoNote = {
  html: string
  who: number
  customer?: number
  deal?: number
  isPinned?: boolean
}

export const notes: DemoNote[] = [
  {
    html: '<p>Prefers to be called <strong>after four</strong>: works nights at the clinic.</p>',
    who: 2,
    customer: 0,
    isPinned: true,
  },
  {
    html: '<p>Two rabbits, Miso and Tofu. Tofu is shy, needs the quiet room when boarding.</p><ul><li>hay from the first cut</li><li>no carrots after noon</li></ul>',
    who: 0,
    customer: 0,
  },
  {
    html: '<p>Would like the workshop on a weekend. {0}, can we have the big room in April?</p>',
    who: 0,
    deal: 0,
  },
  {
    html: '<p>Compares us with a breeder in Leeds. Price is not the point, advice is.</p>',
    who: 2,
    deal: 1,
  },
  {
    html: '<p>Asked whether the course fits children from ten on. Said yes, with a parent.</p>',
    who: 2,
    customer: 1,
  },
  {
    html: '<p>Met at the rescue fair; runs the shelter there with three others.</p>',
    who: 0,
    customer: 2,
  },
  {
    html: '<p>{1} please send the new price list, the old one still says 2025.</p>',
    who: 0,
    customer: 3,
  },
]
