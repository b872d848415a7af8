import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type CatalogueCourse = {
  id: string
  productId: string | null
  title: string
  slug: string
  subtitle: string | null
  coverId: string | null
  modules: number
  lessons: number
  updatedAt: string
}

/** Courses that are on sale, the newest first. */
export async function catalogue(): Promise<CatalogueCourse[]> {
  return sql<CatalogueCourse>(
    `select c.id, c.product_id as "productId", c.title, c.slug, c.subtitle, c.cover_file_id as "coverId",
       (select count(*)::int from course_modules m where m.organization_id = c.organization_id and m.course_id = c.id) as modules,
       (select count(*)::int from lessons l where l.organization_id = c.organization_id and l.course_id = c.id) as lessons,
       to_json(c.updated_at)#>>'{}' as "updatedAt"
     from courses c where c.organization_id = ? and c.status = 'published'
     order by c.published_at desc, c.id desc limit 200`,
    [Tenant.id()]
  )
}
