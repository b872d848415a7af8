import grapesjs, { type Component, type Editor } from 'grapesjs'
import mjmlPlugin from 'grapesjs-mjml'
import { paletteOf } from './blocks'
import { drawFrame, toolButton } from './frame'
import { houseComponents, withClosedTags, withPlainLiquid } from './house'
import { LOOKS } from './looks'
import type { CanvasOpening, CanvasState } from './messages'

/** Choosing a picture: the library is a matter of the page around. */
type PicturePlace = { select(asset: unknown, complete?: boolean): void }

export type Canvas = {
  state(): CanvasState
  /** Puts a picture where one was asked for. */
  place(url: string, alt: string): void
}

export type CanvasCalls = { changed(): void; pickPicture(): void; save(): void }

/** Opens GrapesJS on a mail. Nothing is fetched from elsewhere, and nothing is told to anybody. */
export function openCanvas(opening: CanvasOpening, calls: CanvasCalls): Canvas {
  drawFrame()
  let waiting: PicturePlace | null = null
  const editor = grapesjs.init({
    container: '#canvas',
    height: '100%',
    width: 'auto',
    fromElement: false,
    storageManager: false,
    telemetry: false,
    cssIcons: '',
    showToolbar: true,
    panels: { defaults: [] },
    blockManager: { appendTo: '#palette', blocks: [] },
    layerManager: { appendTo: '#layers' },
    traitManager: { appendTo: '#traits' },
    styleManager: { appendTo: '#styles', sectors: LOOKS as never },
    selectorManager: { componentFirst: true, custom: true },
    deviceManager: {
      devices: [
        { id: 'desktop', name: 'Desktop', width: '' },
        { id: 'phone', name: 'Phone', width: '375px', widthMedia: '480px' },
      ],
    },
    assetManager: {
      custom: {
        open: (place: PicturePlace) => {
          waiting = place
          calls.pickPicture()
        },
        close: () => {},
      },
    },
    plugins: [
      (one: Editor) =>
        mjmlPlugin(one, {
          blocks: [],
          resetStyleManager: false,
          resetDevices: false,
          useCustomTheme: false,
          overwriteExport: false,
          columnsPadding: '',
          customComponents: [houseComponents(opening)],
        }),
    ],
  } as never)

  for (const block of paletteOf(opening)) editor.Blocks.add(block.id, block)
  addVariables(editor, opening.variables)
  wireTools(editor)
  wireKeys(editor, calls.save)

  editor.onReady(() => {
    load(editor, opening)
    editor.UndoManager.clear()
    editor.on('update', () => calls.changed())
  })

  return {
    state: () => ({
      project: editor.getProjectData() as Record<string, unknown>,
      mjml: withPlainLiquid(sourceOf(editor)),
    }),
    place(url, alt) {
      const place = waiting
      waiting = null
      if (!place) return
      const [asset] = editor.AssetManager.add([
        { src: url, type: 'image', name: alt },
      ]) as unknown as unknown[]
      place.select(asset ?? { src: url }, true)
      const chosen = editor.getSelected()
      if (chosen?.is('mj-image') && alt && !chosen.getAttributes().alt)
        chosen.addAttributes({ alt })
    },
  }
}

function load(editor: Editor, { project, mjml }: CanvasOpening) {
  // Where somebody changed the MJML elsewhere, it is what counts.
  if (project && Array.isArray(project.pages)) editor.loadProjectData(project as never)
  else editor.setComponents(withClosedTags(mjml))
}

function sourceOf(editor: Editor): string {
  const root = editor.getWrapper()!.find('mjml')[0] as Component | undefined
  return (root?.toHTML() ?? editor.getHtml()).trim()
}

/** A choice of variables among the tools for writing words. */
function addVariables(editor: Editor, variables: CanvasOpening['variables']) {
  const groups = [...new Set(variables.map(({ group }) => group))]
  const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const options = groups
    .map((group) => {
      const own = variables.filter((one) => one.group === group)
      const entries = own.map(
        ({ name, label }) =>
          `<option value="${escape(`{{ ${name}${name.startsWith('contact.') ? ` | default: ''` : ''} }}`)}">${escape(label)}</option>`
      )
      return `<optgroup label="${escape(group)}">${entries.join('')}</optgroup>`
    })
    .join('')
  editor.RichTextEditor.add('variable', {
    icon: `<select class="variables" aria-label="Put in a variable"><option value="">Variable</option>${options}</select>`,
    event: 'change',
    attributes: { title: 'Put in a variable' },
    result: (rte: { insertHTML(html: string): void }, action: { btn: HTMLElement }) => {
      const select = action.btn.querySelector('select')!
      if (select.value) rte.insertHTML(select.value)
      select.value = ''
    },
  } as never)
}

function wireTools(editor: Editor) {
  const device = (id: 'desktop' | 'phone') => {
    editor.Devices.select(id)
    toolButton('desktop').setAttribute('aria-pressed', String(id === 'desktop'))
    toolButton('phone').setAttribute('aria-pressed', String(id === 'phone'))
  }
  toolButton('undo').addEventListener('click', () => editor.UndoManager.undo())
  toolButton('redo').addEventListener('click', () => editor.UndoManager.redo())
  toolButton('desktop').addEventListener('click', () => device('desktop'))
  toolButton('phone').addEventListener('click', () => device('phone'))
  toolButton('borders').addEventListener('click', () => {
    const isOn = editor.Commands.isActive('core:component-outline')
    if (isOn) editor.stopCommand('core:component-outline')
    else editor.runCommand('core:component-outline')
    toolButton('borders').setAttribute('aria-pressed', String(!isOn))
  })
  device('desktop')
  const tell = () => {
    toolButton('undo').disabled = !editor.UndoManager.hasUndo()
    toolButton('redo').disabled = !editor.UndoManager.hasRedo()
    document.body.classList.toggle('has-choice', Boolean(editor.getSelected()))
  }
  editor.on('update undo redo component:selected component:deselected', tell)
  tell()
}

/** Saving with Ctrl S, wherever the focus is. */
function wireKeys(editor: Editor, save: () => void) {
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    save()
  }
  window.addEventListener('keydown', onKey)
  editor.on('canvas:frame:load', ({ window: inner }: { window: Window }) =>
    inner.addEventListener('keydown', onKey)
  )
}
