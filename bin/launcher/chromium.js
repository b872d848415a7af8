import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { aptInstall, which, works } from './system.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** @returns {string | undefined} path of a Chromium that starts */
export function findChromium(env = process.env) {
  const candidates = [env.CHROMIUM_PATH, ...NAMES.map(which), ...playwrightBrowsers(env)]
  return candidates.find((path) => path && existsSync(path) && works(path))
}

function playwrightBrowsers(env) {
  const cache =
    env.PLAYWRIGHT_BROWSERS_PATH ||
    (process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches', 'ms-playwright')
      : join(homedir(), '.cache', 'ms-playwright'))
  if (!existsSync(cache)) return []
  const inside = [
    ...[
      ['chrome-linux', 'chrome'],
      ['chrome-linux64', 'chrome'],
      ['chrome-linux', 'headless_shell'],
    ],
    ...[['chrome-headless-shell-linux64', 'chrome-headless-shell']],
    ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
  ]
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium'))
    .flatMap((name) => inside.map((parts) => join(cache, name, ...parts)))
}

/**
 * Finds a Chromium, or gets one: with apt as root, else through Playwright.
 * @param {{ say: (text: string) => void, log: string, run: (command: string, args: string[], options: { log: string, env?: NodeJS.ProcessEnv }) => Promise<number>, node: string, playwright: string }} options
 * @returns {Promise<{ path?: string, missing?: string }>}
 */
export async function ensureChromium({ say, log, run, node, playwright }) {
  const there = findChromium()
  if (there) return { path: there }
  const tried = []
  if (process.getuid?.() === 0 && which('apt-get')) {
    say('installing with apt-get …')
    if (await aptInstall(['chromium'], { log, run })) {
      const installed = findChromium()
      if (installed) return { path: installed }
    }
    tried.push('apt-get install chromium')
  }
  say('downloading through Playwright …')
  await run(node, [playwright, 'install', 'chromium'], { log })
  const downloaded = findChromium()
  if (downloaded) return { path: downloaded }
  tried.push('npx playwright install chromium')
  return {
    missing:
      `Chromium is missing, and could not be installed (tried: ${tried.join('; ')}; output in ${log}). ` +
      'Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.',
  }
}
