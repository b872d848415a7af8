import Organization from '#identity/models/organization'
import { enrolDemoBuyers } from '#courses/queries/demo_students'

/** Lets the demo's buyers have begun their courses. */
export async function seedStudents(): Promise<string> {
  let made = 0
  for (const slug of ['bunny', 'harbour']) {
    const organization = await Organization.findByOrFail('slug', slug)
    made += await enrolDemoBuyers(organization.id)
  }
  return `${made} students`
}
