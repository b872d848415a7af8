/** Names, places and trades from which believable people and companies are put together. */

type Names = { women: string[]; men: string[]; families: string[] }

const GERMAN: Names = {
  women:
    'Anna Lena Marie Sophie Laura Julia Katharina Hannah Lea Sabine Petra Monika Claudia Jana Nina Miriam Franziska Greta Ida Johanna Theresa Ute Birgit Kerstin'.split(
      ' '
    ),
  men: 'Lukas Jonas Maximilian Felix Paul Leon Thomas Michael Stefan Andreas Markus Tobias Florian Jan Matthias Moritz Anton Emil Karl Jürgen Uwe Björn Sören Ömer'.split(
    ' '
  ),
  families:
    'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Krause Lehmann Köhler Maier Huber Gruber Yılmaz Kaya Brandt Vogt Jäger Böhm Winkler'.split(
      ' '
    ),
}
const ENGLISH: Names = {
  women:
    'Olivia Emily Grace Charlotte Amelia Isla Sophie Lucy Hannah Alice Rebecca Sarah Jessica Megan Chloe Ruth Helen Fiona Aisha Priya Zoe Naomi Eleanor Daisy'.split(
      ' '
    ),
  men: 'Oliver George Harry Jack Thomas William James Daniel Samuel Joseph Adam Ryan Callum Owen Marcus Patrick Simon Mohammed Arjun Kofi Edward Henry Luke Toby'.split(
    ' '
  ),
  families:
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Khan Lewis Harris O'Brien Murphy Campbell Stewart Okafor Mensah Nair Singh Begum Turner Hughes".split(
      ' '
    ),
}
const FRENCH: Names = {
  women:
    'Camille Léa Manon Chloé Inès Sarah Élodie Julie Claire Aurélie Margaux Océane Hélène Brigitte Fatima Noémie'.split(
      ' '
    ),
  men: 'Lucas Hugo Louis Nathan Gabriel Arthur Théo Antoine Julien Nicolas Rémi François Mathieu Karim Benoît Étienne'.split(
    ' '
  ),
  families:
    'Martin Bernard Dubois Thomas Robert Petit Durand Leroy Moreau Simon Laurent Lefèvre Michel Garcia Roux Fournier Girard Bonnet Lambert Fontaine Benali Chevalier'.split(
      ' '
    ),
}
const SOUTHERN: Names = {
  women:
    'Giulia Chiara Francesca Elena Sara Martina Lucía María Carmen Ana Laura Paula Inés Sofia Beatriz Alessia'.split(
      ' '
    ),
  men: 'Marco Luca Matteo Alessandro Davide Pablo Javier Álvaro Carlos Diego Andrea Simone Miguel Rui João Lorenzo'.split(
    ' '
  ),
  families:
    'Rossi Russo Ferrari Bianchi Romano Colombo Ricci Marino Greco García Fernández González Rodríguez López Martínez Sánchez Silva Santos Pereira Conti Esposito Navarro'.split(
      ' '
    ),
}
const NORTHERN: Names = {
  women:
    'Ida Emma Astrid Freja Linnea Ingrid Maja Saga Elin Karin Sanne Femke Lotte Anouk Zofia Katarzyna Agnieszka Eva'.split(
      ' '
    ),
  men: 'Erik Lars Oskar Mikkel Søren Magnus Nils Emil Anders Daan Sem Bram Joost Piotr Jakub Paweł Tomáš Øystein'.split(
    ' '
  ),
  families:
    'Andersson Johansson Nilsson Larsen Hansen Nielsen Jensen Olsen Berg Lindqvist Sørensen de Vries van Dijk Bakker Visser Kowalski Nowak Wójcik Novák Svoboda'
      .replace('de Vries', 'de_Vries')
      .replace('van Dijk', 'van_Dijk')
      .split(' ')
      .map((name) => name.replace('_', ' ')),
}

export type Place = {
  city: string
  region: string | null
  /** `#` stands for a digit. */
  postalCode: string
  country: string
  timeZone: string
  locale: string
  phone: string
  names: Names
  /** How often somebody comes from here. */
  weight: number
}

const place = (
  line: string,
  { names, locale, timeZone, phone }: Pick<Place, 'names' | 'locale' | 'timeZone' | 'phone'>
): Place[] =>
  line.split(';').map((one) => {
    const [city, region, postalCode, country, weight] = one.split('|').map((part) => part.trim())
    return {
      city,
      region: region || null,
      postalCode,
      country,
      weight: Number(weight),
      names,
      locale,
      timeZone,
      phone,
    }
  })

export const PLACES: Place[] = [
  ...place(
    'Berlin|Berlin|10###|DE|12;Hamburg|Hamburg|20###|DE|9;München|Bayern|80###|DE|9;Köln|Nordrhein-Westfalen|50###|DE|7;Leipzig|Sachsen|04###|DE|5;Freiburg im Breisgau|Baden-Württemberg|79###|DE|3;Münster|Nordrhein-Westfalen|48###|DE|3;Lübeck|Schleswig-Holstein|23###|DE|2;Nürnberg|Bayern|90###|DE|3;Oldenburg|Niedersachsen|26###|DE|2',
    { names: GERMAN, locale: 'de', timeZone: 'Europe/Berlin', phone: '+49151########' }
  ),
  ...place('Wien|Wien|1##0|AT|5;Graz|Steiermark|80##|AT|2;Salzburg|Salzburg|50##|AT|1', {
    names: GERMAN,
    locale: 'de',
    timeZone: 'Europe/Vienna',
    phone: '+43664#######',
  }),
  ...place('Zürich|Zürich|80##|CH|4;Basel|Basel-Stadt|40##|CH|2;Bern|Bern|30##|CH|2', {
    names: GERMAN,
    locale: 'de',
    timeZone: 'Europe/Zurich',
    phone: '+4179#######',
  }),
  ...place(
    'London|England|SE1# 4AB|GB|9;Manchester|England|M1# 2CD|GB|4;Bristol|England|BS# 3EF|GB|3;Edinburgh|Scotland|EH# 1GH|GB|3;Cardiff|Wales|CF1# 5JK|GB|2;Leeds|England|LS# 6LM|GB|2',
    { names: ENGLISH, locale: 'en', timeZone: 'Europe/London', phone: '+447400######' }
  ),
  ...place('Portland|Oregon|972##|US|3;Austin|Texas|787##|US|3', {
    names: ENGLISH,
    locale: 'en',
    timeZone: 'America/Chicago',
    phone: '+1202555####',
  }),
  ...place(
    'Paris|Île-de-France|750##|FR|5;Lyon|Auvergne-Rhône-Alpes|690##|FR|3;Nantes|Pays de la Loire|440##|FR|2',
    {
      names: FRENCH,
      locale: 'fr',
      timeZone: 'Europe/Paris',
      phone: '+336########',
    }
  ),
  ...place(
    'Milano|Lombardia|201##|IT|3;Torino|Piemonte|101##|IT|2;Bologna|Emilia-Romagna|401##|IT|1',
    {
      names: SOUTHERN,
      locale: 'it',
      timeZone: 'Europe/Rome',
      phone: '+39347#######',
    }
  ),
  ...place('Madrid|Madrid|280##|ES|3;Valencia|Comunitat Valenciana|460##|ES|2', {
    names: SOUTHERN,
    locale: 'es',
    timeZone: 'Europe/Madrid',
    phone: '+34612######',
  }),
  ...place('Stockholm|Stockholms län|11# ##|SE|3;Göteborg|Västra Götaland|41# ##|SE|2', {
    names: NORTHERN,
    locale: 'sv',
    timeZone: 'Europe/Stockholm',
    phone: '+4670#######',
  }),
  ...place('Amsterdam|Noord-Holland|10## AB|NL|3;Utrecht|Utrecht|35## CD|NL|2', {
    names: NORTHERN,
    locale: 'nl',
    timeZone: 'Europe/Amsterdam',
    phone: '+3161#######',
  }),
  ...place('København||2###|DK|2;Aarhus||8###|DK|1', {
    names: NORTHERN,
    locale: 'da',
    timeZone: 'Europe/Copenhagen',
    phone: '+4520######',
  }),
]

export const MAIL_HOSTS = [
  'postfach.test',
  'mail.test',
  'inbox.test',
  'freemail.test',
  'webmail.test',
]

export const JOBS =
  'Veterinary nurse|Veterinarian|Teacher|Shelter manager|Software developer|Nurse|Student|Animal physiotherapist|Shop owner|Designer|Retired|Project manager|Pet sitter|Librarian|Photographer|Physician|Bookkeeper|Carpenter|Social worker|Journalist'.split(
    '|'
  )

/** `{}` stands for a family name, `[]` for a city. */
export const COMPANY_NAMES: [pattern: string, industry: string][] = [
  ['Tierarztpraxis {}', 'Veterinary'],
  ['{} Veterinary Clinic', 'Veterinary'],
  ['Kleintierzentrum []', 'Veterinary'],
  ['Clinique vétérinaire {}', 'Veterinary'],
  ['Pfötchen & Co []', 'Pet supplies'],
  ['The Hay Barn []', 'Pet supplies'],
  ['{} & Daughters Pet Supply', 'Pet supplies'],
  ['Animalerie {}', 'Pet supplies'],
  ['Tierheim []', 'Animal shelter'],
  ['[] Rabbit Rescue', 'Animal shelter'],
  ['Happy Hoppers []', 'Animal shelter'],
  ['{} Tierfotografie', 'Photography'],
  ['Volkshochschule []', 'Education'],
  ['{} Möbel', 'Furniture'],
  ['Café Langohr []', 'Hospitality'],
  ['{} Consulting', 'Consulting'],
]
export const COMPANY_SIZES = ['1', '2–10', '11–50', '51–200']

export const SOURCES: [source: string, weight: number][] = [
  ['import', 40],
  ['form', 25],
  ['order', 18],
  ['staff', 10],
  ['referral', 7],
]

export const LIFECYCLES: [stage: string, weight: number][] = [
  ['subscriber', 34],
  ['lead', 30],
  ['qualified', 9],
  ['opportunity', 6],
  ['customer', 18],
  ['former', 3],
]

export const TAGS: [name: string, color: string, share: number][] = [
  ['Newsletter', 'blue', 0.55],
  ['Rabbit owner', 'green', 0.4],
  ['Workshop 2025', 'teal', 0.12],
  ['Shelter friend', 'amber', 0.09],
  ['VIP', 'violet', 0.03],
  ['Press', 'neutral', 0.01],
  ['Wants a call', 'orange', 0.02],
]

export const INTERESTS = ['health', 'feeding', 'housing', 'training', 'adoption']
export const BREEDS = ['dwarf', 'lop', 'lionhead', 'rex', 'mixed']
