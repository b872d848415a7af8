/*
 * `npm run dev`: the same house from its sources, with hot reload.
 */
import { House } from './launcher/house.js'

await new House({ mode: 'development' }).open()
