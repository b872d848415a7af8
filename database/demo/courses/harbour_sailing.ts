import type { DemoCourse } from '#database/demo/courses/types'

export const harbourSailing: DemoCourse = {
  title: 'Harbour sailing basics',
  subtitle: 'From the first knot to a clean landing: a small boat, a calm harbour, six evenings.',
  description: `<p>You learn to rig a dinghy, to know where the wind is without thinking, and to come back to the jetty softly. Read a lesson in the evening, try it on the water at the weekend.</p>`,
  outcomes: [
    'Rig and launch a dinghy by yourself',
    'Steer on all courses to the wind',
    'Tack, gybe and stop where you want',
    'Know who gives way',
  ],
  isFree: false,
  prices: [{ currency: 'EUR', amountMinor: 8900 }],
  seatLimit: 12,
  cover: { sky: '#dbe9f2', hill: '#27618c', mark: '#f6f1e7', motif: 'sail' },
  modules: [
    {
      title: 'On land',
      lessons: [
        {
          title: 'Where is the wind',
          minutes: 9,
          isPreview: true,
          html: `<p>Sailing is one question, asked every ten seconds: where is the wind? Stand still, close your eyes and turn your head until it is equally loud in both ears. Your nose points at it.</p>
<p>Then look for proof: flags, smoke, ripples, gulls at rest, which always sit with the beak to the wind.</p>
<h2>The clock</h2>
<p>Put the wind at twelve. Between half past ten and half past one no boat sails: that is the no-go zone. Close-hauled is at half past ten or half past one, a beam reach at nine or three, a run at six.</p>`,
        },
        {
          title: 'Three knots that are enough',
          minutes: 10,
          html: `<p><strong>Figure of eight:</strong> stops a rope from running out. Make a loop, go round behind, come back through the loop.</p>
<p><strong>Bowline:</strong> a loop that does not close. The rabbit comes out of the hole, runs round the tree and goes back down the hole.</p>
<p><strong>Cleat hitch:</strong> one round turn, two crosses, one locking turn. More is not safer, only slower.</p>
<p>Tie each fifty times in front of the television. On the water you have cold fingers and no time.</p>`,
          handout: {
            name: 'Three knots.pdf',
            lines: [
              'Harbour School: three knots',
              '',
              'Figure of eight   loop, round behind, through the loop',
              'Bowline           out of the hole, round the tree, down the hole',
              'Cleat hitch       round turn, two crosses, one locking turn',
            ],
          },
        },
      ],
    },
    {
      title: 'On the water',
      lessons: [
        {
          title: 'Tacking without stopping',
          minutes: 12,
          html: `<p>Tacking is turning with the bow through the wind. It fails for one reason: too slow.</p>
<ol><li><p>Sail fast, close-hauled. Look over your shoulder.</p></li><li><p>Say “Ready about”. Wait for “Ready”.</p></li><li><p>Push the tiller away, gently, then more. Say “Helm’s to lee”.</p></li><li><p>When the boom comes, duck, change sides, facing forward.</p></li><li><p>Middle the tiller, sail in, look ahead.</p></li></ol>
<p>Stuck with the bow in the wind? Push boom and tiller to the same side, drift back, and the boat turns by itself.</p>`,
        },
        {
          title: 'Coming home: landing at the jetty',
          minutes: 11,
          html: `<p>A sailing boat has no brake but the wind. Land against it, always.</p>
<p>Aim three boat lengths below the jetty on a close reach, ease the sail until it flaps, and let the boat lose way. Too fast: turn off, go round, try again. Nobody has ever been ashamed of a second try; of a hole in the bow, some.</p>
<p>One person steps ashore with the rope, nobody jumps. Cleat hitch. Sail down. Tea.</p>`,
        },
      ],
    },
  ],
}
