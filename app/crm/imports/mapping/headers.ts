/** Names of columns that are written as one text, with commas between them. */
export function headers(list: string): string[] {
  return list.split(',').map((word) => word.trim())
}
