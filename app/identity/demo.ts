import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'
import OrganizationHost from '#identity/models/organization_host'
import User from '#identity/models/user'
import { foundOrganization } from '#identity/organizations'

export const DEMO_PASSWORD = 'warren-demo'

const PEOPLE: [email: string, name: string][] = [
  ['operator@warren.test', 'Ola Operator'],
  ['owner@bunny.test', 'Marta Lindqvist'],
  ['admin@bunny.test', 'Jonas Weber'],
  ['editor@bunny.test', 'Priya Nair'],
  ['finance@bunny.test', 'Tom Okafor'],
  ['agent@bunny.test', 'Lucía Romero'],
  ['viewer@bunny.test', 'Sam Carter'],
  ['ada@client.test', 'Ada Byron'],
  ['owner@harbour.test', 'Erik Sørensen'],
]
const TEAM: [email: string, role: string][] = [
  ['admin@bunny.test', 'admin'],
  ['editor@bunny.test', 'editor'],
  ['finance@bunny.test', 'finance'],
  ['agent@bunny.test', 'agent'],
  ['viewer@bunny.test', 'viewer'],
]

/** People and the two organizations of the demo. */
export async function seedIdentity(): Promise<string> {
  const users = new Map<string, User>()
  for (const [email, fullName] of PEOPLE) {
    const user =
      (await User.findByEmail(email)) ??
      (await User.create({
        email,
        fullName,
        password: DEMO_PASSWORD,
        timeZone: 'Europe/Berlin',
        emailVerifiedAt: clock.now(),
        isOperator: email.startsWith('operator@'),
      }))
    users.set(email, user)
  }
  const isFirst = !(await Organization.query().where('isPrimary', true).first())
  const bunny = await organization(
    users.get('owner@bunny.test')!,
    'bunny',
    'Bunny at Home',
    isFirst,
    {
      tagline: 'Happy rabbits, at home with you',
      brandColor: '#2f7d57',
      supportEmail: 'hello@bunny.test',
    }
  )
  const harbour = await organization(
    users.get('owner@harbour.test')!,
    'harbour',
    'Harbour School',
    false,
    {
      tagline: 'Learn to sail, from the first knot',
      brandColor: '#1d5c8f',
      supportEmail: 'hello@harbour.test',
    }
  )
  await Tenant.run(bunny.id, async () => {
    for (const [email, role] of TEAM) {
      await Membership.firstOrCreate({ userId: users.get(email)!.id }, { role })
    }
  })
  await Tenant.run(harbour.id, () =>
    OrganizationHost.firstOrCreate({ host: 'harbour.localhost' }, { isCanonical: true })
  )
  return `${users.size} people, ${bunny.name} and ${harbour.name}`
}

async function organization(
  owner: User,
  slug: string,
  name: string,
  isPrimary: boolean,
  details: Partial<Organization>
): Promise<Organization> {
  const known = await Organization.query().where('slug', slug).first()
  if (known) return known
  const founded = await foundOrganization(
    owner,
    { name, slug, currency: 'EUR', timeZone: 'Europe/Berlin' },
    { isPrimary }
  )
  return founded.merge(details).save()
}
