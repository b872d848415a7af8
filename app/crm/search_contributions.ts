import { searchSources } from '#core/registry/search'

// People before everything that names them: the palette shows kinds in the order in which they are added.
searchSources.add('contacts', {
  permission: 'contacts:read',
  find: async (term) => (await import('#crm/queries/search_hits')).findContacts(term),
})

searchSources.add('companies', {
  permission: 'companies:read',
  find: async (term) => (await import('#crm/queries/search_hits')).findCompanies(term),
})
