import vine from '@vinejs/vine'

/**
 * `sort=` of a list. What is no order of it is refused where the order is made, with the reason,
 * so the pattern is there to be read alone.
 */
export function sortParameter(names: string[], note = '') {
  const plain = [...new Set(names.map((name) => name.replace(/^-/, '')))]
  return vine
    .string()
    .trim()
    .maxLength(100)
    .optional()
    .meta({
      pattern: `^-?(${plain.join('|')}|custom\\.[a-z0-9_]+)$`,
      description: `${plain.map((name) => `\`${name}\``).join(', ')}, or \`custom.<key>\` of a custom field whose \`index_state\` is \`ready\`; with a minus before it from the last to the first. Records without a value of the field come after the others.${note}`,
    })
}
