import grapesjs, { type Block, type Component, type Editor } from 'grapesjs'
import * as mjmlModule from 'grapesjs-mjml'
import { paletteOf } from './blocks'
import { drawFrame, toolButton } from './frame'
import { houseComponents, withClosedTags, withPlainLiquid } from './house'
import { LOOKS } from './looks'
import type { CanvasOpening, CanvasState } from './messages'
import { nameFields } from './names'

// A CommonJS bundle whose default export stands one level deeper, or not, as the bundler has it.
const given = mjmlModule as unknown as { default: { default?: unknown } }
const mjmlPlugin = (given.default.default ?? given.default) as (typeof mjmlModule)['default']

export type Canvas = {
  state(): CanvasState
  /** Puts a picture where one was asked for. */
  place(url: string, alt: string): void
}

export type CanvasCalls = {
  opened(state: CanvasState): void
  changed(): void
  pickPicture(): void
  save(): void
}

/** Opens GrapesJS on a mail. Nothing is fetched from elsewhere, and nothing is told to anybody. */
export function openCanvas(opening: CanvasOpening, calls: CanvasCalls): Canvas {
  drawFrame()
  /** The picture that another one is chosen for: the library is a matter of the page around. */
  let waiting: Component | null = null
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
    canvasCss:
      '[contenteditable]:focus { outline: none } body { font-family: system-ui, sans-serif }',
    blockManager: { appendTo: '#palette', blocks: [], appendOnClick: putIn },
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
        open: () => {
          waiting = editor.getSelected() ?? null
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

  const state = (): CanvasState => ({
    project: editor.getProjectData() as Record<string, unknown>,
    mjml: withPlainLiquid(sourceOf(editor)),
  })
  editor.onReady(() => {
    load(editor, opening)
    editor.UndoManager.clear()
    makePaletteReachable()
    nameFields(document.querySelector('.inspector')!)
    editor.Canvas.getFrameEl().title = 'The mail'
    calls.opened(state())
    editor.on('update', () => calls.changed())
  })

  return {
    state,
    place(url, alt) {
      const picture = waiting
      waiting = null
      if (!picture) return
      picture.set('src' as never, url as never)
      picture.addAttributes({ src: url, ...(picture.getAttributes().alt ? {} : { alt }) })
      editor.AssetManager.close()
    },
  }
}

function load(editor: Editor, { project, mjml }: CanvasOpening) {
  // Where somebody changed the MJML elsewhere, it is what counts.
  if (project && Array.isArray(project.pages)) editor.loadProjectData(project as never)
  else editor.setComponents(withClosedTags(mjml))
}

function sourceOf(editor: Editor): string {
  const root = editor.getWrapper()!.findType('mjml')[0] as Component | undefined
  return (root?.toHTML() ?? editor.getHtml()).trim()
}

/** Puts a part in without dragging: after the chosen one, or at the end, before the footer. */
function putIn(block: Block, editor: Editor) {
  const content = String(block.getContent())
  const body = editor.getWrapper()!.findType('mj-body')[0]
  const chosen = editor.getSelected()
  const isSection = /^<mj-(section|wrapper|raw)/.test(content)
  const home = isSection ? body : (columnOf(chosen) ?? body.findType('mj-column').at(-1))
  if (!home) return
  const beside = ancestors(chosen).find((one) => one.parent() === home)
  const at = beside
    ? beside.index() + 1
    : isSection
      ? Math.max(home.components().length - 1, 0)
      : undefined
  const [added] = home.append(content, at === undefined ? {} : { at })
  editor.select(added)
  editor.Canvas.scrollTo(added, { behavior: 'smooth', block: 'center' })
}

const columnOf = (chosen: Component | undefined) =>
  ancestors(chosen).find((one) => one.is('mj-column')) ?? chosen?.findType('mj-column')[0]

function ancestors(component: Component | undefined): Component[] {
  const line: Component[] = []
  for (let one = component; one; one = one.parent()) line.push(one)
  return line
}

/** The palette's parts answer to keys like buttons. */
function makePaletteReachable() {
  for (const part of document.querySelectorAll<HTMLElement>('.gjs-block')) {
    part.tabIndex = 0
    part.setAttribute('role', 'button')
    part.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      part.click()
    })
  }
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
