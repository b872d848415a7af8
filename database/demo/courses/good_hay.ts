import type { DemoCourse } from '#database/demo/courses/types'

export const goodHay: DemoCourse = {
  title: 'Good hay in three short lessons',
  subtitle: 'How to tell, store and serve the one thing that rabbits eat all day. Free.',
  description: `<p>Eighty per cent of a rabbit is hay. Three lessons of five minutes: how good hay looks and smells, how to keep it dry and fresh in a flat, and how to make a fussy rabbit eat more of it.</p>`,
  outcomes: ['Tell good hay from dusty hay', 'Store it for three months', 'Win over a fussy eater'],
  isFree: true,
  prices: [],
  seatLimit: null,
  cover: { sky: '#e6efdf', hill: '#b9913f', mark: '#2f7d57', motif: 'hay' },
  modules: [
    {
      title: 'Hay',
      lessons: [
        {
          title: 'How good hay looks and smells',
          minutes: 5,
          isPreview: true,
          html: `<p>Take a handful and do three things.</p>
<ol><li><p><strong>Look.</strong> Green, not yellow, with long stalks, leaves and here and there a dried flower. Grey means it lay in the rain.</p></li><li><p><strong>Smell.</strong> Like a meadow in June. Musty or sour: leave it.</p></li><li><p><strong>Shake it against the light.</strong> Dust in the beam is dust in the lungs.</p></li></ol>
<p>First cut has thick stalks and is best for teeth. Second cut is soft and full of leaves. Mix them: two thirds first, one third second.</p>`,
        },
        {
          title: 'Storing hay in a flat',
          minutes: 4,
          html: `<p>Hay wants to breathe. A plastic bag makes it sweat and then it moulds from inside.</p>
<ul><li><p>Keep it in a cotton duvet cover or a cardboard box with holes.</p></li><li><p>Off the floor, away from the heater, dark.</p></li><li><p>Not more than you use in three months: about four kilograms per rabbit and month.</p></li></ul>
<p>A bale from a farmer costs a fifth of the small bags. Share one with friends.</p>`,
        },
        {
          title: 'When a rabbit is fussy',
          minutes: 5,
          html: `<p>First rule out teeth: a rabbit that picks up hay and drops it belongs to the vet.</p>
<p>Then: no pellets for a week, fresh hay twice a day, a new handful on top of the old. Hide herbs in it. Stuff it in paper rolls. Put it where they sit anyway, which is the litter tray.</p>
<p>Most fussy rabbits turn into hay eaters within ten days. They were only waiting whether you would give in.</p>`,
        },
      ],
    },
  ],
}
