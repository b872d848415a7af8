/* What can be changed about a part's look, in words instead of icons of a font. */

const choice = (property: string, name: string, values: [string, string][]) => ({
  property,
  name,
  type: 'radio',
  options: values.map(([id, label]) => ({ id, label })),
})

const px = (property: string, name: string) => ({
  property,
  name,
  type: 'number',
  units: ['px'],
  unit: 'px',
  min: 0,
})

export const LOOKS = [
  {
    id: 'words',
    name: 'Words',
    open: true,
    properties: [
      { property: 'color', name: 'Colour', type: 'color' },
      px('font-size', 'Size'),
      px('line-height', 'Line height'),
      {
        property: 'font-weight',
        name: 'Weight',
        type: 'select',
        options: [
          { id: '400', label: 'Normal' },
          { id: '600', label: 'Half bold' },
          { id: '700', label: 'Bold' },
        ],
      },
      choice('align', 'Align', [
        ['left', 'Left'],
        ['center', 'Centre'],
        ['right', 'Right'],
      ]),
    ],
  },
  {
    id: 'space',
    name: 'Space and size',
    open: true,
    properties: [
      { property: 'padding', name: 'Space around', type: 'base' },
      { property: 'width', name: 'Width', type: 'base' },
      { property: 'height', name: 'Height', type: 'base' },
      choice('vertical-align', 'Stands at', [
        ['top', 'Top'],
        ['middle', 'Middle'],
        ['bottom', 'Bottom'],
      ]),
    ],
  },
  {
    id: 'ground',
    name: 'Background and border',
    open: false,
    properties: [
      { property: 'background-color', name: 'Background', type: 'color' },
      { property: 'container-background-color', name: 'Background around', type: 'color' },
      px('border-radius', 'Round corners'),
      { property: 'border', name: 'Border', type: 'base' },
      { property: 'border-color', name: 'Colour of the line', type: 'color' },
      px('border-width', 'Width of the line'),
    ],
  },
]
