/*
 * `npm start`: Warren for evaluation on this machine. Installs, starts the database, builds,
 * migrates, loads the demo once, runs web, worker and sandbox until Ctrl-C.
 */
import { House } from './launcher/house.js'

await new House({ mode: 'production' }).open()
