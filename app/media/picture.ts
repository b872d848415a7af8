import sharp, { type Metadata, type Sharp } from 'sharp'
import { MAX_PIXELS, refuse } from '#media/upload_rules'

/** Widths of the smaller copies, in pixels. A picture is never enlarged. */
export const VARIANT_WIDTHS = [320, 640, 1280, 1920] as const

export type Rendition = { name: string; mime: string; width: number; height: number; bytes: Buffer }

/**
 * A picture somebody sent us: read with care, written anew. Writing it anew
 * drops EXIF (where a photo was taken), colour tricks and whatever hides behind
 * the last pixel.
 */
export class Picture {
  private constructor(
    private readonly path: string,
    private readonly mime: string,
    private readonly isAnimated: boolean
  ) {}

  /** Reads the header only, and refuses what would be too much to decode. */
  static async open(path: string, mime: string): Promise<Picture> {
    const header = await readHeader(path)
    const pages = header.pages ?? 1
    const height = header.pageHeight ?? header.height
    if (!header.width || !height || header.width * height * pages > MAX_PIXELS) {
      refuse(`This picture is too large: at most ${MAX_PIXELS / 1_000_000} million pixels.`)
    }
    return new Picture(path, mime, pages > 1 && ['image/gif', 'image/webp'].includes(mime))
  }

  /** The clean full-size copy, first, and its WebP variants. */
  async renditions(): Promise<Rendition[]> {
    try {
      const original = await this.write('original', this.mime, null)
      const narrower = VARIANT_WIDTHS.filter((width) => width < original.width)
      const renditions = [original]
      for (const width of narrower) {
        renditions.push(await this.write(`w${width}`, 'image/webp', width))
      }
      return renditions
    } catch {
      return refuse('This picture is damaged and cannot be read. Try to save it again.')
    }
  }

  private async write(name: string, mime: string, width: number | null): Promise<Rendition> {
    const input = sharp(this.path, {
      animated: this.isAnimated,
      limitInputPixels: MAX_PIXELS,
      failOn: 'error',
    })
    const upright = this.isAnimated ? input : input.autoOrient()
    const sized = width ? upright.resize({ width, withoutEnlargement: true }) : upright
    const { data, info } = await encode(sized, mime).toBuffer({ resolveWithObject: true })
    return { name, mime, width: info.width, height: info.pageHeight ?? info.height, bytes: data }
  }
}

async function readHeader(path: string): Promise<Metadata> {
  try {
    return await sharp(path, { limitInputPixels: false }).metadata()
  } catch {
    return refuse('This picture is damaged and cannot be read. Try to save it again.')
  }
}

function encode(picture: Sharp, mime: string): Sharp {
  switch (mime) {
    case 'image/jpeg':
      return picture.jpeg({ quality: 88 })
    case 'image/png':
      return picture.png()
    case 'image/gif':
      return picture.gif()
    case 'image/avif':
      return picture.avif({ quality: 60, effort: 2 })
    default:
      return picture.webp({ quality: 82, effort: 3 })
  }
}
