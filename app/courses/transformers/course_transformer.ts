import { BaseTransformer } from '@adonisjs/core/transformers'
import type Course from '#courses/models/course'

/** A course for staff. */
export default class CourseTransformer extends BaseTransformer<Course> {
  toObject() {
    return {
      ...this.pick(this.resource, [
        'id',
        'title',
        'slug',
        'subtitle',
        'descriptionHtml',
        'outcomes',
        'status',
        'seoTitle',
        'seoDescription',
        'coverFileId',
        'productId',
      ]),
      publishedAt: this.resource.publishedAt?.toISO() ?? null,
      updatedAt: this.resource.updatedAt.toISO()!,
    }
  }
}
