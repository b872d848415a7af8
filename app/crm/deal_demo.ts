/** Placeholder until written below. */
export async function seedDeals(): Promise<string> {
  return 'none'
}
