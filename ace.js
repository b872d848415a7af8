import { prepareAce } from './bin/launcher/ace.js'

await prepareAce(process.argv.slice(2))
await import('@poppinss/ts-exec')
await import('./bin/console.js')
