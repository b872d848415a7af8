import vine from '@vinejs/vine'

const text = (max: number) => vine.string().trim().maxLength(max).nullable().optional()
const name = () => vine.string().trim().minLength(1).maxLength(200)

const details = {
  domain: text(253).meta({ examples: ['example.com'] }),
  website: text(500),
  phone: text(40),
  industry: text(100),
  size: text(40),
  description: text(5000),
  external_id: text(200).meta({ description: 'Your own id of this company.' }),
  owner_id: vine
    .string()
    .uuid()
    .nullable()
    .optional()
    .meta({ description: 'User id of an active member.' }),
  street: text(200),
  city: text(100),
  region: text(100),
  postal_code: text(20),
  country: vine
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .optional()
    .meta({ description: 'ISO 3166 alpha-2.' }),
  custom: vine
    .object({})
    .allowUnknownProperties()
    .optional()
    .meta({ description: 'Values of custom fields by their key. Null empties one.' }),
}

export const createCompanyBody = vine.create({ name: name(), ...details })
export const updateCompanyBody = vine.create({ name: name().optional(), ...details })

/** The words of the API are those of the model in snake case. */
export function camelCased<T extends Record<string, unknown>>(body: T): Camel<T> {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key.replace(/_(\w)/g, (_, one: string) => one.toUpperCase()), value])
  ) as Camel<T>
}

type CamelKey<K> = K extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelKey<Tail>>}`
  : K
type Camel<T> = { [K in keyof T as CamelKey<K> & string]: T[K] }
