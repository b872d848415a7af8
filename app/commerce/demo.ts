/** Written below. */
export async function seedCommerce(): Promise<string> {
  return ''
}
