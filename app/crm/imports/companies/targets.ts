import { headers } from '#crm/imports/mapping/headers'

/** Where the values of a column go: one of these, or `custom:<key>`, or nowhere. */
export const TARGETS = {
  name: 'Company name',
  domain: 'Domain',
  website: 'Website',
  phone: 'Phone',
  industry: 'Industry',
  size: 'Size',
  street: 'Street',
  city: 'City',
  region: 'State or region',
  postal_code: 'Postal code',
  country: 'Country',
  description: 'Description',
  owner: 'Owner',
  tags: 'Tags',
  external_id: 'Id in another system',
} as const
export type Target = keyof typeof TARGETS

export const REPEATABLE: Target[] = ['tags', 'street']

/** Columns of companies that are taken over as they are. */
export const PLAIN = [
  ...['name', 'domain', 'website', 'phone', 'industry', 'size', 'street', 'city', 'region'],
  ...['postal_code', 'country', 'description', 'external_id', 'owner_id'],
]

/** Names of columns as HubSpot, Pipedrive, Salesforce, Zoho and people write them. */
export const HEADER_WORDS: Record<Target, string[]> = {
  name: headers(`
    name, company, company name, account, account name, organization, organisation,
    organization name, organisation name, business name, firma, firmenname, unternehmen, unternehmensname,
    entreprise, societe, raison sociale, empresa, azienda, bedrijf, bedrijfsnaam, nom`),
  domain: headers(`
    domain, company domain, company domain name, email domain, web domain, domains, domane, domaine, dominio`),
  website: headers(`
    website, website url, web site, url, homepage, web, webseite, internetseite, internet, site web,
    site internet, sitio web, sito, sito web, company website`),
  phone: headers(`
    phone, phone number, telephone, company phone, main phone, company main phone, telefon, telefonnummer,
    tel, telefono, numero de telephone, telefoon`),
  industry: headers(`
    industry, sector, branche, industrie, secteur, sector empresarial, settore, industria, bedrijfstak`),
  size: headers(`
    size, company size, employees, number of employees, no of employees, employee count, headcount,
    mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, unternehmensgrosse, effectif, empleados, dipendenti`),
  street: headers(`
    street, street address, address, address 1, address line 1, billing street, address 2, strasse,
    strasse und hausnummer, anschrift, adresse, rue, direccion, indirizzo, adres`),
  city: headers(`
    city, town, billing city, ort, stadt, ville, ciudad, citta, plaats, address city`),
  region: headers(`
    state, region, province, state region, county, billing state, bundesland, kanton, provincia, address state`),
  postal_code: headers(`
    zip, zip code, postal code, postcode, billing zip, billing postal code, plz, postleitzahl, code postal,
    codigo postal, cap, address postal code`),
  country: headers(`
    country, country code, country region, billing country, land, staat, pays, pais, paese, address country`),
  description: headers(`
    description, about, about us, notes, note, beschreibung, notizen, descripcion, descrizione, bemerkung`),
  owner: headers(`
    owner, company owner, account owner, assigned to, zustandig, betreuer, besitzer, verantwortlich`),
  tags: headers(`
    tags, tag, labels, label, categories, category, type, schlagworte, kategorien, kategorie, etiquettes`),
  external_id: headers(`
    id, record id, company id, account id, external id, organization id, customer id, customer number,
    kundennummer, kunden nr, kundennr, firmennummer, numero client`),
}
