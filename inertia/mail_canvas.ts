import 'grapesjs/dist/css/grapes.min.css'
import './css/mail_canvas.css'
import { type Canvas, openCanvas } from './mail_canvas/editor'
import type { FromCanvas, ToCanvas } from './mail_canvas/messages'

/* The visual editor of mails, in a document of its own within the editor's page. */

let canvas: Canvas | null = null
let timer: ReturnType<typeof setTimeout> | undefined

function tell(message: FromCanvas) {
  window.parent.postMessage(message, location.origin)
}

/** The mail as the page around knows it: opening one writes it in other signs, which is no change of it. */
let known: string | null = null

function changed() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (!canvas) return
    const state = canvas.state()
    if (state.mjml === known) return
    known = state.mjml
    tell({ type: 'changed', ...state })
  }, 500)
}

window.addEventListener('message', ({ origin, source, data }: MessageEvent<ToCanvas>) => {
  if (origin !== location.origin || source !== window.parent) return
  if (data.type === 'open' && !canvas) {
    document.documentElement.classList.toggle('dark', data.isDark)
    canvas = openCanvas(data, {
      opened: ({ mjml }) => (known = mjml),
      changed,
      pickPicture: () => tell({ type: 'pick-picture' }),
      save: () => tell({ type: 'save' }),
    })
  }
  if (data.type === 'theme') document.documentElement.classList.toggle('dark', data.isDark)
  if (data.type === 'picture') canvas?.place(data.url, data.alt)
  if (data.type === 'flush' && canvas) {
    clearTimeout(timer)
    const state = canvas.state()
    tell({ type: 'flushed', ...state, isChanged: state.mjml !== known })
    known = state.mjml
  }
})

tell({ type: 'ready' })
