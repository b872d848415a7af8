import { installSender } from '#config/mail'
import { appUrl } from '#config/app'

/** How a mail looks and whom it is from. */
export type Brand = {
  name: string
  color: string
  logoUrl: string | null
  url: string
  fromAddress: string
  supportEmail: string | null
  imprintUrl: string | null
}

type BrandSource = (organizationId: string) => Promise<Brand | null>

let source: BrandSource = async () => null

/** Identity says how an organization looks; core does not know organizations. */
export function brandMailsWith(fn: BrandSource): void {
  source = fn
}

/** The brand of an organization, or the install's own. */
export async function brandOf(organizationId: string | null): Promise<Brand> {
  const own: Brand = {
    name: 'Warren',
    color: '#2f7d57',
    logoUrl: null,
    url: appUrl,
    fromAddress: installSender.address,
    supportEmail: null,
    imprintUrl: null,
  }
  return (organizationId && (await source(organizationId))) || own
}
