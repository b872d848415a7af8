import { headers } from '#crm/imports/mapping/headers'

/** Where the values of a column go: one of these, or `custom:<key>`, or nowhere. */
export const TARGETS = {
  title: 'Title',
  pipeline: 'Pipeline',
  stage: 'Stage',
  status: 'Status (open, won, lost)',
  amount: 'Amount',
  currency: 'Currency',
  contact_email: 'E-mail of the contact',
  company: 'Company name',
  company_domain: 'Domain of the company',
  owner: 'Owner',
  expected_close: 'Expected close',
  closed_on: 'Closed on',
  opened_on: 'Created on',
  external_id: 'Id in another system',
} as const
export type Target = keyof typeof TARGETS

/** Names of columns as HubSpot, Pipedrive, Salesforce, Zoho and people write them. */
export const HEADER_WORDS: Record<Target, string[]> = {
  title: headers(`
    title, name, deal, deal name, deal title, opportunity, opportunity name, lead title, subject, titel,
    bezeichnung, geschaft, auftrag, titre, affaire, nom de l affaire, titulo, negocio, titolo, affare`),
  pipeline: headers(`pipeline, deal pipeline, sales pipeline, process, vertriebsprozess`),
  stage: headers(`
    stage, deal stage, pipeline stage, sales stage, phase, stufe, etape, etapa, fase`),
  status: headers(`status, deal status, state, outcome, ergebnis, statut, estado, stato`),
  amount: headers(`
    amount, value, deal value, deal amount, price, total, revenue, expected revenue, betrag, wert, summe,
    umsatz, montant, valeur, importe, valor, importo, valore, bedrag, waarde`),
  currency: headers(
    `currency, currency code, deal currency, deal currency code, wahrung, devise, moneda, valuta`
  ),
  contact_email: headers(`
    email, e mail, email address, contact email, contact e mail, person email, primary contact email,
    associated contact email, contact person email, e mail adresse, kontakt e mail, e mail kontakt, courriel, correo`),
  company: headers(`
    company, company name, organization, organisation, organization name, account, account name,
    associated company, firma, unternehmen, kunde, entreprise, empresa, azienda, bedrijf`),
  company_domain: headers(`
    domain, company domain, company domain name, organization domain, website, company website`),
  owner: headers(`
    owner, deal owner, opportunity owner, assigned to, zustandig, betreuer, besitzer, verantwortlich`),
  expected_close: headers(`
    expected close date, expected close, close date, expected closing, closing date, due date,
    abschlussdatum, erwarteter abschluss, voraussichtlicher abschluss, date de cloture, fecha de cierre`),
  closed_on: headers(`
    closed on, closed at, won time, won on, won date, lost time, lost on, lost date, closed date,
    abgeschlossen am, gewonnen am, verloren am, deal closed on`),
  opened_on: headers(`
    create date, created on, created at, created, date created, deal created, creation date, erstellt am,
    erstellt, angelegt am, date de creation, fecha de creacion`),
  external_id: headers(`
    id, deal id, record id, opportunity id, external id, deal number, number, nummer, vorgangsnummer`),
}
