/** Pictures of our own by paths, so that previews show them on whatever host one works. */
export function localPictures(html: string): string {
  return html.replace(/https?:\/\/[^\s"'()<>/]+(\/media\/[0-9a-f-]{36})/g, '$1')
}
