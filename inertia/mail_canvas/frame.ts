/* The document around the canvas: palette, tools, inspector. Plain elements, so that no library is needed for it. */

const icon = (paths: string) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`

const TOOLS = {
  undo: ['Undo (Ctrl Z)', icon('<path d="M9 14 4 9l5-5"/><path d="M4 9h10a6 6 0 0 1 0 12h-3"/>')],
  redo: [
    'Redo (Ctrl Shift Z)',
    icon('<path d="m15 14 5-5-5-5"/><path d="M20 9H10a6 6 0 0 0 0 12h3"/>'),
  ],
  desktop: [
    'As on a desktop',
    icon('<rect x="2" y="4" width="20" height="13" rx="2"/><path d="M8 21h8M12 17v4"/>'),
  ],
  phone: [
    'As on a phone',
    icon('<rect x="7" y="2" width="10" height="20" rx="2"/><path d="M11 18h2"/>'),
  ],
  borders: [
    'Show borders of parts',
    icon('<rect x="4" y="4" width="16" height="16" rx="1" stroke-dasharray="3 3"/>'),
  ],
} as const

export type Tool = keyof typeof TOOLS

const button = (id: Tool) =>
  `<button type="button" class="tool" data-tool="${id}" title="${TOOLS[id][0]}" aria-label="${TOOLS[id][0]}">${TOOLS[id][1]}</button>`

/** Draws the frame and gives back its places. */
export function drawFrame() {
  document.body.innerHTML = `
    <div class="house">
      <aside class="palette" aria-label="Parts to put in"><div id="palette"></div></aside>
      <main>
        <div class="tools" role="toolbar" aria-label="Tools">
          <button type="button" class="tool narrow" data-panel="palette">Parts</button>
          ${button('undo')}${button('redo')}<span class="gap"></span>
          ${button('desktop')}${button('phone')}${button('borders')}
          <button type="button" class="tool narrow" data-panel="inspector">Settings</button>
        </div>
        <div id="canvas"></div>
      </main>
      <aside class="inspector" aria-label="Settings of the chosen part">
        <div class="tabs" role="tablist">
          <button type="button" role="tab" data-tab="settings" aria-selected="true">Part</button>
          <button type="button" role="tab" data-tab="layers" aria-selected="false">Outline</button>
        </div>
        <p class="hint">Choose a part of the mail to change it. Double-click words to write.</p>
        <div data-panel-of="settings"><div id="traits"></div><div id="styles"></div></div>
        <div data-panel-of="layers" hidden><div id="layers"></div></div>
      </aside>
    </div>`
  wireTabs()
  for (const toggle of document.querySelectorAll<HTMLButtonElement>('[data-panel]')) {
    toggle.addEventListener('click', () => {
      const panel = document.querySelector(`.${toggle.dataset.panel}`)!
      const isOpen = panel.classList.toggle('open')
      for (const other of document.querySelectorAll('aside'))
        if (other !== panel) other.classList.remove('open')
      toggle.setAttribute('aria-expanded', String(isOpen))
    })
  }
}

function wireTabs() {
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('[data-tab]')]
  for (const tab of tabs) {
    tab.addEventListener('click', () => {
      for (const one of tabs) {
        const isChosen = one === tab
        one.setAttribute('aria-selected', String(isChosen))
        document.querySelector<HTMLElement>(`[data-panel-of="${one.dataset.tab}"]`)!.hidden =
          !isChosen
      }
    })
  }
}

export function toolButton(tool: Tool): HTMLButtonElement {
  return document.querySelector<HTMLButtonElement>(`[data-tool="${tool}"]`)!
}
