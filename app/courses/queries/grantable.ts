import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

type DescribedCourse = {
  id: string
  title: string
  url: string
  productId: string | null
  isOnSale: boolean
}

/** Titles and addresses of courses, for grants and products that name them. */
export async function describeCourses(ids: string[]): Promise<DescribedCourse[]> {
  return sql<DescribedCourse>(
    `select id, title, '/courses/' || slug as url, product_id as "productId",
       status = 'published' as "isOnSale" from courses
     where organization_id = ? and id = any(?::uuid[])`,
    [Tenant.id(), ids]
  )
}

/** Courses that staff may grant or sell. */
export async function courseOptions(): Promise<{ id: string; title: string }[]> {
  return sql(
    `select id, title from courses where organization_id = ? and status <> 'archived'
     order by title limit 500`,
    [Tenant.id()]
  )
}
