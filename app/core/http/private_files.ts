import { posix } from 'node:path'

/** The server-render bundle, and the manifest that names its files. */
const PRIVATE = /^\/assets\/(server|\.vite)(\/|$)/i
const DOTFILE = /\/\.(?!well-known(\/|$))/

/** Whether a request path, however it is spelt, names a file that is not for visitors. */
export function isPrivateFile(path: string): boolean {
  // Nearly all paths are plain: nothing to decode or to fold.
  if (!/%|\/\/|\/\.|\\/.test(path)) return PRIVATE.test(path)
  const spelt = decode(path)
  if (spelt === null) return true
  const folded = posix.normalize(spelt.replaceAll('\\', '/'))
  return PRIVATE.test(folded) || DOTFILE.test(folded) || spelt.includes('\0')
}

/** Decodes until nothing changes, so that no spelling is decoded one time more by someone else. */
function decode(path: string): string | null {
  let text = path
  try {
    for (let round = 0; round < 3; round++) {
      const decoded = decodeURIComponent(text)
      if (decoded === text) return text
      text = decoded
    }
  } catch {
    // A lone percent sign after the first round is a literal one.
    return text === path ? null : text
  }
  return text
}
