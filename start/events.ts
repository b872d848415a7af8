/*
 * The one wiring page: event -> listeners. Reading it tells every side effect of the house.
 * Readers (timeline, live updates, relay) are registered in start/registries.ts.
 */
export {}
