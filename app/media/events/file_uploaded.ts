import { DomainEvent } from '#core/events/domain_event'

export default class FileUploaded extends DomainEvent {
  static type = 'file.uploaded'
  static subject = 'file'
  static label = 'A file was uploaded'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
      mime: { type: 'string' },
      size: { type: 'integer' },
      visibility: { enum: ['public', 'private'] },
    },
    required: ['name', 'mime', 'size', 'visibility'],
  }
  declare static payload: { name: string; mime: string; size: number; visibility: string }
}
