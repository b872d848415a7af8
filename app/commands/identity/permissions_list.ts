import { BaseCommand, flags } from '@adonisjs/core/ace'

/** Prints who may what. */
export default class PermissionsList extends BaseCommand {
  static commandName = 'permissions:list'
  static description = 'List permissions by role'
  static options = { startApp: true }

  @flags.boolean({ description: 'One JSON object: {permissions, roles: {role: permissions}}' })
  declare json?: boolean

  async run() {
    const { roles } = await import('#identity/roles')
    const all = roles().all()
    if (this.json) {
      const byRole = Object.fromEntries(
        all.map(({ key, permissions }) => [key, [...permissions].sort()])
      )
      console.log(JSON.stringify({ permissions: roles().permissions, roles: byRole }))
      return
    }
    const table = this.ui.table().head(['permission', ...all.map(({ key }) => key)])
    for (const permission of roles().permissions) {
      table.row([permission, ...all.map((role) => (role.permissions.has(permission) ? 'yes' : ''))])
    }
    table.render()
  }
}
