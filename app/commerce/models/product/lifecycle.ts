/** From which state a product may go to which. */
export const PRODUCT_LIFECYCLE: Record<string, readonly string[]> = {
  draft: ['published', 'archived'],
  published: ['draft', 'archived'],
  archived: ['draft', 'published'],
}
