const LETTERS: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

/** The form in which words are compared: without case, accents and ligatures. The same as SQL's warren_fold(). */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[øłđðħıßæœ]/g, (letter) => LETTERS[letter])
    .replace(/\s+/g, ' ')
    .trim()
}

/** A text as it stands in a LIKE pattern, its wildcards taken literally. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
