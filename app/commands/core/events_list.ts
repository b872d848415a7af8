import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Lists the catalogue of events. With --json one array of `{type, version, schema, public, label, listeners}`. */
export default class EventsList extends BaseCommand {
  static commandName = 'events:list'
  static description = 'List every type of event and who listens'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async run() {
    const { eventCatalogue } = await import('#core/events/domain_event')
    const { listenersOf } = await import('#core/events/listener')
    const catalogue = eventCatalogue
      .all()
      .map((event) => ({
        type: event.type,
        version: event.version,
        schema: event.schema,
        public: event.isPublic,
        label: event.label,
        listeners: listenersOf(event.type),
      }))
      .sort((a, b) => a.type.localeCompare(b.type))
    if (this.json) return console.log(JSON.stringify(catalogue))
    const table = this.ui.table().head(['Event', 'Version', 'Public', 'What happened', 'Listeners'])
    for (const event of catalogue) {
      table.row([
        event.type,
        String(event.version),
        event.public ? 'yes' : 'no',
        event.label,
        event.listeners.join(', '),
      ])
    }
    table.render()
  }
}
