import type { Target } from '#crm/imports/contacts/targets'
import { headers as words } from '#crm/imports/mapping/headers'

/**
 * Names of columns as other systems and people write them (Mailchimp, HubSpot, Kajabi, Google, Outlook; English,
 * German, French, Spanish, Italian, Dutch, Portuguese), folded and without signs.
 */
export const HEADER_WORDS: Record<Target, string[]> = {
  email: words(`
    email, e mail, email address, e mail address, e mail 1 value, email 1, mail, primary email,
    emailadresse, e mail adresse, mailadresse, adresse e mail, adresse email, adresse mail,
    courriel, correo, correo electronico, indirizzo email, posta elettronica, emailadres,
    e mailadres, contact email, subscriber, member email, customer email`),
  other_email: words(`
    e mail 2 value, e mail 3 value, e mail 2 address, e mail 3 address, email 2, email 3,
    secondary email, other email, additional email addresses, work email, personal email,
    weitere e mail, zweite e mail, alternative email`),
  first_name: words(`
    first name, firstname, given name, fname, forename, vorname, prenom, nombre, nome, voornaam,
    rufname, first, primeiro nome`),
  last_name: words(`
    last name, lastname, family name, surname, lname, nachname, familienname, zuname, nom,
    nom de famille, apellido, apellidos, cognome, achternaam, last, sobrenome`),
  full_name: words(`
    name, full name, fullname, display name, contact name, contact, vollstandiger name,
    nom complet, nombre completo, nome completo, nome e cognome, volledige naam, naam, file as`),
  phone: words(`
    phone, phone number, telephone, mobile, mobile phone, mobile phone number, cell, cell phone,
    phone 1 value, primary phone, telefon, telefonnummer, handy, handynummer, mobil, mobilnummer,
    mobiltelefon, tel, numero de telephone, telefono, movil, cellulare, telefoon, telefoonnummer,
    telefone, portable, rufnummer, sms phone number, sms`),
  other_phone: words(`
    phone 2 value, phone 3 value, home phone, business phone, other phone, work phone,
    business phone 2, home phone 2, company main phone, festnetz, telefon privat,
    telefon geschaftlich, phone 2`),
  company: words(`
    company, company name, organization, organisation, organization name, associated company,
    firma, firmenname, unternehmen, entreprise, societe, empresa, azienda, bedrijf, account,
    account name, business name, business, employer`),
  job_title: words(`
    job title, jobtitle, title, position, role, job, organization title, occupation, beruf,
    funktion, stelle, poste, fonction, cargo, puesto, ruolo, functie, jobbezeichnung`),
  tags: words(`
    tags, tag, labels, label, groups, group, group membership, categories, keywords, schlagworte,
    schlagworter, kategorien, gruppe, gruppen, etiquetas, etiquettes, segments`),
  street: words(`
    street, street address, address, address 1, address line 1, address 1 street, home street,
    business street, mailing street, strasse, strasse und hausnummer, strasse nr, anschrift,
    adresse, rue, direccion, calle, indirizzo, via, straat, adres, rua, address line1`),
  city: words(`
    city, town, address 1 city, home city, business city, mailing city, ort, stadt, wohnort,
    ville, ciudad, citta, plaats, stad, cidade, address city`),
  region: words(`
    state, region, province, state region, county, state province, address 1 region, home state,
    business state, bundesland, kanton, departement, provincia, regione, estado, address state,
    provincie`),
  postal_code: words(`
    zip, zip code, zipcode, postal code, postcode, post code, address 1 postal code,
    home postal code, business postal code, plz, postleitzahl, code postal, codigo postal, cap,
    address zip, zip postal code`),
  country: words(`
    country, country code, cc, country region, address 1 country, home country, business country,
    land, staat, pays, pais, paese, landcode, landercode, address country`),
  locale: words(`
    language, locale, preferred language, sprache, langue, idioma, lingua, taal`),
  time_zone: words(`
    time zone, timezone, zeitzone, fuseau horaire, zona horaria, fuso orario, tijdzone`),
  lifecycle: words(`
    lifecycle stage, lifecycle, stage, contact stage, phase, lebenszyklus`),
  owner: words(`
    owner, contact owner, assigned to, zustandig, betreuer, besitzer, verantwortlich`),
  external_id: words(`
    id, record id, contact id, customer id, external id, member id, user id, kundennummer,
    kunden nr, kundennr, numero client, euid, subscriber id, customer number`),
  unsubscribed: words(`
    unsubscribed, unsub time, unsubscribed at, clean time, opted out, opt out, email opt out,
    unsubscribed from all email, do not email, email subscriber status, email marketing status,
    marketing status, subscription status, abgemeldet, abgemeldet am, desabonne, status email`),
  agreed_at: words(`
    agreed on, agreed at, confirm time, confirmed at, consent date, consent time, consent given at,
    opt in date, opt in time, optin time, optin date, opted in at, subscribed at, subscribed on, einwilligung am, angemeldet am`),
  agreed_ip: words(`
    optin ip, opt in ip, confirm ip, confirmation ip, consent ip, signup ip, sign up ip, ip, ip address,
    ip adresse`),
}
