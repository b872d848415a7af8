type Side = 'a' | 'b'
type Named = { name: string; emails: string[]; phones: string[] }
type Two = Record<Side, Named>

/** Names to tell the two apart by: of namesakes the address, or else the number, stands beside it. */
export function calledApart({ a, b }: Two): Record<Side, string> {
  const plain = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
  const areAlike = plain(a.name) === plain(b.name)
  const call = ({ name, emails, phones }: Named) => {
    const detail = emails[0] ?? phones[0]
    return areAlike && detail && detail !== name ? `${name} (${detail})` : name
  }
  return { a: call(a), b: call(b) }
}

/**
 * What the one who goes hands over, in a sentence. `moves` says for each of the two what it gives
 * when the other one stays.
 */
export function whatMoves(two: Two, moves: Record<Side, string[]>, stays: Side): string {
  const goes: Side = stays === 'a' ? 'b' : 'a'
  const names = calledApart(two)
  return moves[goes].length
    ? `From ${names[goes]} to ${names[stays]}: ${moves[goes].join(', ')}.`
    : `${names[goes]} has nothing that ${names[stays]} lacks.`
}
