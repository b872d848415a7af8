import { BaseTransformer } from '@adonisjs/core/transformers'
import type Organization from '#identity/models/organization'

export default class OrganizationTransformer extends BaseTransformer<Organization> {
  toObject() {
    return {
      ...this.pick(this.resource, [
        'id',
        'name',
        'slug',
        'brandColor',
        'currency',
        'locale',
        'timeZone',
      ]),
      logoUrl: this.resource.logoFileId ? `/media/${this.resource.logoFileId}` : null,
    }
  }

  forSettings() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, [
        'tagline',
        'supportEmail',
        'logoFileId',
        'isPrimary',
        'country',
      ]),
    }
  }
}
