import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import encryption from '@adonisjs/core/services/encryption'
import type { FileSchema } from '#database/schema'
import { isPicture } from '#media/upload_rules'
import { VARIANT_WIDTHS } from '#media/picture'

const PURPOSE = 'media/private_file'

/** What a signed link says. It is signed, not secret. */
export type Ticket = { fileId: string; organizationId: string; downloadAs: string | null }

/** Reads a signed link; null when it is forged or has expired. */
export function readTicket(token: string): Ticket | null {
  return encryption.getMessageVerifier().unsign<Ticket>(token, PURPOSE)
}

/** Handing a file out: public addresses, signed links, the right variant. */
export function Servable<T extends NormalizeConstructor<typeof FileSchema>>(superclass: T) {
  return class ServableFile extends superclass {
    get isPicture(): boolean {
      return isPicture(this.mime)
    }

    /** Path of a public file. Throws for a private one: those have signed links only. */
    publicUrl(variant?: string): string {
      if (this.visibility !== 'public') throw new Error('A private file has no public address')
      return variant ? `/media/${this.id}/${variant}` : `/media/${this.id}`
    }

    /** `srcset` of a public picture, all its widths. */
    get srcset(): string | null {
      if (!this.isPicture || !this.width) return null
      return [
        ...this.variants.map((variant) => `${this.publicUrl(variant.name)} ${variant.width}w`),
        `${this.publicUrl()} ${this.width}w`,
      ].join(', ')
    }

    /**
     * Path that works for whoever has it, until it expires. Made per click,
     * after access was checked. `expiresIn` is in seconds or words ("10 mins").
     */
    signedUrl({
      expiresIn = '10 mins',
      downloadAs,
    }: { expiresIn?: string | number; downloadAs?: string } = {}): string {
      const ticket: Ticket = {
        fileId: this.id,
        organizationId: this.organizationId,
        downloadAs: downloadAs ?? null,
      }
      const token = encryption.getMessageVerifier().sign(ticket, expiresIn, PURPOSE)
      return `/media/private/${token}`
    }

    /**
     * The object to send for a variant's name: the narrowest copy that is wide
     * enough, else the full size. Null for a name that never existed.
     */
    rendition(
      name: string | null
    ): { name: string; key: string; mime: string; size: number } | null {
      const full = { name: 'original', key: this.key, mime: this.mime, size: this.size }
      if (!name) return full
      const width = VARIANT_WIDTHS.find((candidate) => `w${candidate}` === name)
      if (!width || !this.isPicture) return null
      const wideEnough = this.variants
        .filter((variant) => variant.width >= width)
        .sort((a, b) => a.width - b.width)
      return wideEnough[0] ?? full
    }
  }
}
