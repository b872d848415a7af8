/** Somebody cancelled, or another worker took over. */
export class LeaseLost extends Error {}
