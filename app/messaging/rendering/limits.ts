const LIMITS = { parseLimit: 1_000_000, renderLimit: 2_000, memoryLimit: 20_000_000 }

/** Of Liquid in mails: nothing is read from disk, and templates do not see prototypes. */
export const CLOSED = { ownPropertyOnly: true, templates: {}, ...LIMITS }
