import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { ContactSchema } from '#database/schema'

/** How a contact is called where no more is known. */
export function Nameable<T extends NormalizeConstructor<typeof ContactSchema>>(superclass: T) {
  return class NameableContact extends superclass {
    get fullName(): string {
      return (
        [this.firstName, this.lastName].filter(Boolean).join(' ') ||
        (this.email ?? this.phone ?? 'Nameless')
      )
    }
  }
}
