import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type PictureChoice = {
  id: string
  name: string
  width: number | null
  height: number | null
}

/** Public pictures of the media library, the newest first, by words of their names. At most 60. */
export async function pictureChoices(words: string): Promise<PictureChoice[]> {
  return sql<PictureChoice>(
    `select id, name, width, height from files
     where organization_id = ? and visibility = 'public' and mime like 'image/%'
       and (? = '' or position(warren_fold(?) in warren_fold(name)) > 0)
     order by id desc limit 60`,
    [Tenant.id(), words, words]
  )
}
