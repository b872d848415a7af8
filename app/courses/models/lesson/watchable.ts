import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { LessonSchema } from '#database/schema'
import { refuse } from '#courses/field_error'
import { parseVimeo, vimeoLink, vimeoPlayerUrl, type VimeoVideo } from '#courses/vimeo'

/** The video of a lesson. */
export function Watchable<T extends NormalizeConstructor<typeof LessonSchema>>(superclass: T) {
  return class WatchableLesson extends superclass {
    get video(): VimeoVideo | null {
      return this.vimeoId ? { id: this.vimeoId, hash: this.vimeoHash } : null
    }

    get playerUrl(): string | null {
      return this.video && vimeoPlayerUrl(this.video)
    }

    get videoLink(): string | null {
      return this.video && vimeoLink(this.video)
    }

    /** Takes a link to a video, or none. Throws a message at the field for one that is not Vimeo's. */
    show(link: string | null): void {
      const video = link ? parseVimeo(link) : null
      if (link && !video) {
        refuse('vimeoLink', 'This is no Vimeo link. It looks like https://vimeo.com/76979871.')
      }
      this.vimeoId = video?.id ?? null
      this.vimeoHash = video?.hash ?? null
    }
  }
}
