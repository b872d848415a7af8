import type { DemoCourse } from '#database/demo/courses/types'

export const rabbitsAtHome: DemoCourse = {
  title: 'Rabbits at home: the first year',
  subtitle:
    'Room, food, health and trust: everything two house rabbits need from you, month by month.',
  description: `<p>Rabbits are easy to love and easy to misread. They hide pain, they need company of their own kind, and the cage from the pet shop is far too small. This course takes you from the week before they move in to their first birthday, in nine lessons that you can read in an evening each.</p>
<p>It is written with Dr. Maren Holt, a vet who has treated rabbits for eighteen years, and with the people of a rabbit rescue who rehome two hundred of them every year.</p>
<h3>For whom</h3>
<p>For people who are about to bring rabbits home, and for those whose rabbits already live there and who want to understand them better. No experience is needed.</p>`,
  outcomes: [
    'Set up a safe room for two rabbits in one weekend',
    'Feed them so that teeth and belly stay well',
    'Read posture, ears and nose',
    'Litter-train adults within two weeks',
    'Bond a pair without fights',
    'Know the six signs that mean: to the vet, today',
  ],
  isFree: false,
  prices: [
    { currency: 'EUR', amountMinor: 4900 },
    { currency: 'USD', amountMinor: 5500 },
    { currency: 'GBP', amountMinor: 4200 },
  ],
  seatLimit: null,
  cover: { sky: '#f4e7d3', hill: '#2f7d57', mark: '#e8743b', motif: 'ears' },
  modules: [
    {
      title: 'Before they move in',
      lessons: [
        {
          title: 'Two rabbits, not one',
          minutes: 8,
          isPreview: true,
          vimeoLink: 'https://vimeo.com/76979871',
          html: `<p>A rabbit alone is a rabbit that listens all day for an answer. In the wild they live in groups, groom each other for hours and take turns to keep watch. A person, however kind, sleeps at night, speaks the wrong language and has no idea how to lick an ear.</p>
<h2>Which two</h2>
<p>The easiest pair is a neutered male and a spayed female. Two brothers or two sisters who grew up together can work when both are neutered before they are grown. Two strange adults of the same sex are work for people with experience.</p>
<ul><li><p><strong>Neutered male and spayed female:</strong> most pairs bond within two weeks.</p></li><li><p><strong>Litter mates, both neutered:</strong> good, but watch them between the fourth and the seventh month.</p></li><li><p><strong>A rabbit and a guinea pig:</strong> no. They speak different languages and eat different things.</p></li></ul>
<h2>Where from</h2>
<p>A rescue is the best first address. The animals are vaccinated and neutered, somebody knows their character, and many rescues let you meet bonded pairs, which saves you the whole of lesson eight.</p>
<blockquote><p>Ask one question wherever you go: “May I bring them back?” Whoever says yes, cares.</p></blockquote>
<h2>What it costs</h2>
<p>Reckon with about 70 € a month for two: hay 20 €, greens 30 €, litter 10 €, and 10 € put aside for the vet. Neutering costs 80 to 200 € once, per animal. Rabbits live eight to twelve years.</p>`,
        },
        {
          title: 'The room: floor, hides and cables',
          minutes: 12,
          html: `<p>Two rabbits need six square metres that are theirs day and night, and time outside of that. A pen around a corner of the living room does it. A cage does not, not even “for the night”: rabbits are most awake at dusk and dawn, when you are in bed.</p>
<h2>The floor</h2>
<p>Rabbit feet have fur instead of pads, so laminate is an ice rink. Lay cotton rugs or seagrass mats. Avoid carpets with loops: claws catch in them.</p>
<h2>Hides</h2>
<p>Each rabbit needs a hide, each hide needs two doors. A cardboard box with two holes is as good as anything that you can buy, and they may eat it. Put one high place in: a bench that they can jump on, 30 centimetres is enough.</p>
<h2>Cables</h2>
<p>Rabbits cut roots that are in their way. A cable is a root. Go through the room on your knees and put every cable in a hard plastic tube or behind a board; spiral hoses are not enough. Then go through it again with the eyes of somebody who is twelve centimetres tall and has all night.</p>
<h2>The list for the weekend</h2>
<ol><li><p>Pen, at least 60 centimetres high, better 80</p></li><li><p>Two hides with two doors</p></li><li><p>Two litter trays, big enough to lie in</p></li><li><p>Heavy water bowl, not a bottle</p></li><li><p>Hay rack above a tray</p></li><li><p>Rugs</p></li><li><p>Carrier that opens at the top</p></li></ol>`,
          handout: {
            name: 'Room checklist.pdf',
            lines: [
              'Rabbits at home: room checklist',
              '',
              '[ ] 6 square metres for two, day and night',
              '[ ] Pen 60 to 80 cm high, bars not wider than 3 cm',
              '[ ] Floor that does not slip: cotton rug, seagrass mat',
              '[ ] Two hides, each with two doors',
              '[ ] Two litter trays of 40 x 60 cm with paper pellets',
              '[ ] Heavy water bowl, changed every day',
              '[ ] Hay rack above a litter tray, filled twice a day',
              '[ ] One raised place, 30 cm',
              '[ ] All cables in hard tubes or behind boards',
              '[ ] No lilies, ivy, dieffenbachia or yew within reach',
              '[ ] Carrier that opens at the top',
              '[ ] Phone number of a vet who treats rabbits, also at night',
            ],
          },
        },
        {
          title: 'The first seventy-two hours',
          minutes: 7,
          html: `<p>They have just lost every smell that they knew. Your task for three days is to be boring.</p>
<h2>Day one</h2>
<p>Put the open carrier in the pen and leave the room. Do not lift them out. Whoever comes out by itself has taken the first decision in the new home, and that matters.</p>
<h2>Day two</h2>
<p>Sit on the floor inside the pen with a book, for an hour, twice. Do not reach out. When a nose touches you, keep turning pages.</p>
<h2>Day three</h2>
<p>Offer a sprig of parsley with a flat hand, low, from the side. Rabbits do not see what is right in front of their nose; a hand from above is a hawk.</p>
<h2>What you check in these days</h2>
<ul><li><p>Both eat hay within the first six hours.</p></li><li><p>Droppings are round, dry and many: two hundred a day and rabbit are normal.</p></li><li><p>Both drink.</p></li></ul>
<p>A rabbit that has eaten nothing for twelve hours is an emergency, also at night, also on a Sunday. Lesson six says why.</p>`,
        },
      ],
    },
    {
      title: 'Food and health',
      lessons: [
        {
          title: 'Hay first: how a rabbit eats',
          minutes: 10,
          html: `<p>The teeth of a rabbit grow two millimetres a week, all its life. Only hay grinds them down: long fibres, chewed sideways, thousands of times a day. Its gut works like a conveyor belt: what comes in at the front pushes what is at the back. No hay, no push.</p>
<h2>The plate</h2>
<ul><li><p><strong>Hay:</strong> as much as the rabbit itself is big, always there</p></li><li><p><strong>Leafy greens:</strong> about 80 g per kilogram of rabbit</p></li><li><p><strong>Herbs:</strong> a handful</p></li><li><p><strong>Fruit and carrot:</strong> a piece like your thumbnail, twice a week</p></li><li><p><strong>Pellets:</strong> none, or a tablespoon without grain</p></li></ul>
<h2>Good greens</h2>
<p>Romaine, radicchio, endive, dandelion, carrot tops, parsley, basil, coriander, kohlrabi leaves. Four kinds a day are better than one.</p>
<h2>Never</h2>
<p>Bread, muesli, yoghurt drops, potato, avocado, onion, iceberg lettuce in quantities, anything with chocolate. “Rabbit food” with coloured pieces belongs to this list.</p>
<h2>Change slowly</h2>
<p>A new green comes alone, a leaf on the first day, three on the third. Soft droppings? Back to hay for a day and then slower.</p>`,
          handout: {
            name: 'Greens by season.pdf',
            lines: [
              'Rabbits at home: greens by season',
              '',
              'Spring    dandelion, daisies, young grass, romaine, radish leaves',
              'Summer    carrot tops, basil, mint, chicory, kohlrabi leaves, hazel twigs',
              'Autumn    endive, radicchio, fennel, parsley root with leaves, apple twigs',
              "Winter    lamb's lettuce, chicory, savoy cabbage (little), dried herbs, willow",
              '',
              'Always    hay, day and night. Fresh, green, smelling of summer.',
              'Never     bread, muesli, potato, avocado, onion, rhubarb, lilies, ivy, yew',
            ],
          },
        },
        {
          title: 'Litter training in two weeks',
          minutes: 9,
          html: `<p>Rabbits choose a corner. You only have to agree with them.</p>
<h2>How to begin</h2>
<p>Fill two big trays with paper or wood pellets, lay hay on top, hang the hay rack so that it can only be reached from inside. Rabbits eat and drop at the same time: who sits in the tray to eat, learns the tray.</p>
<h2>Week one</h2>
<p>Pick up what falls beside it and put it in the tray. Wipe puddles with vinegar water and put the wiped paper in the tray as well. It should smell like the right place.</p>
<h2>Week two</h2>
<p>They insist on another corner? Put a tray there. You can move it by ten centimetres a day later, rabbits do not mind slow furniture.</p>
<h2>When it does not work</h2>
<ul><li><p>Not neutered: hormones win against every tray. Wait four weeks after the operation.</p></li><li><p>Tray too small: a rabbit wants to lie down in it.</p></li><li><p>Wrong litter: no clumping cat litter, ever. It swells in the gut.</p></li><li><p>Suddenly, after months: take a urine sample to the vet.</p></li></ul>`,
        },
        {
          title: 'Six signs that mean: to the vet, today',
          minutes: 11,
          html: `<p>A rabbit that shows pain is a rabbit that is eaten. So they do not show it. What you see is late, and that is why this lesson is short and to be read twice.</p>
<h2>The six</h2>
<ol><li><p><strong>Has not eaten for twelve hours.</strong> The gut stops, gas fills it, and within a day it is too late.</p></li><li><p><strong>Sits hunched</strong>, eyes half shut, grinding its teeth loudly.</p></li><li><p><strong>Breathes with its mouth open.</strong> Rabbits cannot do that when they are well.</p></li><li><p><strong>Head tilted</strong>, or circling.</p></li><li><p><strong>Flies on the bottom.</strong> In summer, maggots are an emergency within hours.</p></li><li><p><strong>Blood in the urine</strong> or straining without any. Red urine from carrots has no clots.</p></li></ol>
<h2>On the way</h2>
<p>Take both, also when one is well: a pair that is apart for two days can become strangers. Keep them warm, not hot. Take hay and greens along, and a fresh dropping.</p>
<h2>The vaccines</h2>
<p>Myxomatosis and both strains of RHD, every year. The virus comes in with mosquitoes, hay and shoes, so rabbits that never go out need it too.</p>
<blockquote><p>Write the number of a vet who treats rabbits on the fridge now. Not later: now. Most vets are dog and cat people, and it is fine to ask.</p></blockquote>`,
          handout: {
            name: 'Emergency card for the fridge.pdf',
            lines: [
              'TO THE VET, TODAY',
              '',
              '1  Has not eaten for 12 hours',
              '2  Sits hunched, grinds its teeth',
              '3  Breathes with its mouth open',
              '4  Head tilted, circling',
              '5  Flies or maggots',
              '6  Blood in the urine, straining',
              '',
              'Take both rabbits, hay, greens and a fresh dropping.',
              '',
              'Our vet:   ______________________________',
              'At night:  ______________________________',
              'Weights:   ______________________________',
            ],
          },
        },
      ],
    },
    {
      title: 'Living together',
      lessons: [
        {
          title: 'Reading ears, nose and posture',
          minutes: 8,
          html: `<p>Rabbits talk all the time, quietly, with the whole body.</p>
<h2>Content</h2>
<ul><li><p><strong>Flop:</strong> falls on its side as if shot. It feels completely safe. Congratulations.</p></li><li><p><strong>Binky:</strong> a jump with a twist. Joy.</p></li><li><p><strong>Loaf:</strong> feet tucked in, ears back, eyes small. Dozing.</p></li><li><p><strong>Soft tooth purr</strong> while you stroke the forehead. Go on.</p></li></ul>
<h2>Asking</h2>
<ul><li><p><strong>A nudge</strong> with the nose: “You are in my way”, or “Stroke me”. Try both.</p></li><li><p><strong>Head flat on the floor:</strong> “Groom me, now”.</p></li><li><p><strong>Circling your feet</strong> with a hum: in love, or not neutered.</p></li></ul>
<h2>Not amused</h2>
<ul><li><p><strong>Ears flat back, tail up:</strong> the next thing is a bite.</p></li><li><p><strong>Thump</strong> of the hind foot: danger. Look what it is, say that all is well, stay calm.</p></li><li><p><strong>Back turned, feet flicked at you:</strong> you are in disgrace. You probably cut claws.</p></li></ul>`,
        },
        {
          title: 'Bonding a pair without fights',
          minutes: 14,
          html: `<p>If your two came as a pair, lucky you; read this anyway, for the day when the vet separates them. If not, take three weeks and neutral ground.</p>
<h2>Before</h2>
<p>Both neutered, four weeks ago or more. Pens side by side, ten centimetres apart, for a week. Change their trays every day, so that each lives in the smell of the other.</p>
<h2>The meeting</h2>
<p>A room that neither knows: the bathroom is perfect. Scatter greens so that there is something to do. Stay with them, with a thick glove and a dustpan to put between them.</p>
<ul><li><p><strong>Ignoring each other</strong> is the best start there is.</p></li><li><p><strong>Mounting and short chases</strong> are talk about rank. Let them, unless it is the head end.</p></li><li><p><strong>Fur in tufts, circling fast, a locked ball of rabbit:</strong> dustpan in between, break, try again tomorrow with less room and more greens.</p></li></ul>
<h2>The rule</h2>
<p>End each meeting while it is good. Fifteen minutes today, thirty tomorrow. When they have groomed each other and lain side by side for two days, they move into the cleaned pen together, and then they stay together.</p>
<p>From here on they are one animal with eight legs: together at the vet, together on holiday.</p>`,
        },
        {
          title: 'Month by month: the plan for the year',
          minutes: 6,
          html: `<p>You have everything now. This page is the one to come back to.</p>
<ul><li><p><strong>Weekly:</strong> weigh them, look at teeth, claws and bottom, wash the trays</p></li><li><p><strong>Every six weeks:</strong> cut claws, two people, one holds and one cuts</p></li><li><p><strong>Spring:</strong> vaccines; shedding: brush every second day</p></li><li><p><strong>Summer:</strong> above 26 degrees: tiles to lie on, wet towels in the shade, check for flies twice a day</p></li><li><p><strong>Autumn:</strong> buy the hay for winter, smell it first</p></li><li><p><strong>Winter:</strong> less light: put the greens out at dusk, they wait for them</p></li></ul>
<h2>The weight book</h2>
<p>Write the weight down each Sunday. A rabbit that loses five per cent in two weeks has something, and you will know it before anybody can see it. It is the cheapest insurance that there is.</p>
<h2>And then</h2>
<p>On the first birthday, lie down on the floor beside them and do nothing for half an hour. You have earned the flop.</p>`,
        },
      ],
    },
  ],
}
