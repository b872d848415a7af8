import { clock } from '#core/clock/clock'
import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { CURRENCIES } from '#core/money/money'
import { castCustomTexts } from '#crm/custom_values'
import { fold } from '#crm/fold'
import { emptyDeal, type StagedDeal } from '#crm/imports/deals/deal_table'
import type { StagePlaces } from '#crm/imports/deals/stage_places'
import { TARGETS, type Target } from '#crm/imports/deals/targets'
import * as cell from '#crm/imports/mapping/cell_values'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import { type House, type Put, RowReader } from '#crm/imports/mapping/row_reader'
import type { ImportRules } from '#crm/imports/rules'
import { normalizeDomain } from '#crm/web_domain'

/** Cells of a row that mean something only together. */
type Draft = StagedDeal & { said?: { pipeline?: string; stage?: string; amount?: string } }
type PutDeal = Put<Draft>

const MOST_MINOR = 9_000_000_000_000
const OPEN = ['open', 'offen', 'ouvert', 'abierto', 'aperto', 'in progress']
const WON = ['won', 'closed won', 'closedwon', 'gewonnen', 'gagne', 'ganado', 'vinto']
const LOST = ['lost', 'closed lost', 'closedlost', 'verloren', 'perdu', 'perdido', 'perso']

/** Reads rows about deals. */
export class DealReader extends RowReader<StagedDeal> {
  constructor(
    mapping: ColumnTarget[],
    rules: ImportRules,
    house: House,
    private readonly places: StagePlaces
  ) {
    super(mapping, rules, house)
  }

  protected empty(rowNo: number): StagedDeal {
    return emptyDeal(rowNo)
  }

  protected complete(row: Draft, flaws: string[]): void {
    this.#place(row, flaws)
    if (row.said?.amount !== undefined) this.#weigh(row, row.said.amount, flaws)
    delete row.said
    const today = clock.now().toISODate()!
    const isClosed = row.status === 'won' || row.status === 'lost'
    // Many systems have one date for both: of a closed deal it is the day on which it was closed.
    if (isClosed && !row.closedOn && row.expectedCloseOn && row.expectedCloseOn <= today) {
      row.closedOn = row.expectedCloseOn
    }
    for (const [field, label] of [
      ['closedOn', TARGETS.closed_on],
      ['openedOn', TARGETS.opened_on],
    ] as const) {
      if (row[field] && row[field] > today) {
        flaws.push(`${label}: ${row[field]} is still to come`)
        row[field] = null
      }
    }
    if (row.closedOn && !isClosed) {
      flaws.push(`${TARGETS.closed_on}: the row does not say whether the deal is won or lost`)
      row.closedOn = null
    }
  }

  protected keyOf(row: StagedDeal): string | null {
    if (this.rules.matchBy === 'external_id' && row.externalId) return `#${row.externalId}`
    if (!row.titleKey) return null
    const whose = row.contactEmail ?? row.companyDomain ?? row.companyKey ?? ''
    return `${row.titleKey}|${whose}`
  }

  protected lacking(): string {
    return this.rules.matchBy === 'external_id'
      ? 'The row has no id and no title'
      : 'The row has no title'
  }

  protected put(target: string): PutDeal | undefined {
    const day = (field: 'closedOn' | 'openedOn' | 'expectedCloseOn'): PutDeal => {
      return (row, text, flaws) => {
        const { value, error } = this.#typed('date', text)
        if (value) row[field] = value as string
        else flaws.push(`${TARGETS[target as Target]}: ${error}`)
      }
    }
    const said = (what: 'pipeline' | 'stage' | 'amount'): PutDeal => {
      return (row, text) => void ((row.said ??= {})[what] = text.trim())
    }
    const puts: Record<Target, PutDeal> = {
      title: (row, text) => {
        row.title = cell.words(text)
        row.titleKey = row.title ? fold(row.title) || null : null
      },
      pipeline: said('pipeline'),
      stage: said('stage'),
      amount: said('amount'),
      status: (row, text, flaws) => {
        row.status = statusOf(text)
        if (!row.status) flaws.push(`Status: "${text.slice(0, 60)}" is not open, won or lost`)
      },
      currency: (row, text, flaws) => {
        row.currency = currencyOf(text)
        if (!row.currency) flaws.push(`Currency: "${text.slice(0, 20)}" is not one of ours`)
      },
      contact_email: (row, text, flaws) => {
        const first = text.split(/:::|[;,]/)[0].replace(/^[\s<]*(?:mailto:)?|[\s>]*$/gi, '')
        try {
          row.contactEmail = normalizeEmail(first)
        } catch (error) {
          if (!(error instanceof InvalidEmailException)) throw error
          flaws.push(`E-mail: "${first.slice(0, 80)}" is no valid address`)
        }
      },
      company: (row, text) => {
        row.company = cell.words(text)
        row.companyKey = row.company ? fold(row.company) || null : null
      },
      company_domain: (row, text, flaws) => {
        row.companyDomain = normalizeDomain(text)
        if (!row.companyDomain) flaws.push(`Domain: "${text.trim().slice(0, 60)}" is no domain`)
      },
      owner: this.putOwner,
      expected_close: day('expectedCloseOn'),
      closed_on: day('closedOn'),
      opened_on: day('openedOn'),
      external_id: (row, text) => void (row.externalId = cell.words(text)),
    }
    return puts[target as Target]
  }

  /** Where the row says that the deal stands. "Closed won" as a stage says how it ended. */
  #place(row: Draft, flaws: string[]): void {
    const { pipeline, stage } = row.said ?? {}
    if (pipeline) {
      row.pipelineId = this.places.pipeline(pipeline)
      if (!row.pipelineId) flaws.push(`Pipeline: there is no pipeline "${pipeline.slice(0, 60)}"`)
    }
    if (!stage) return
    const found = this.places.stage(stage, row.pipelineId ?? this.rules.pipelineId ?? null, {
      isStrict: row.pipelineId !== null,
    })
    if (found) {
      row.stageId = found.id
      row.pipelineId = found.pipelineId
      return
    }
    const ended = statusOf(stage)
    if (ended === 'won' || ended === 'lost') row.status ??= ended
    else flaws.push(`Stage: there is no stage "${stage.slice(0, 60)}"`)
  }

  /** An amount is in the currency that it carries, else in that of the row, else in the house's. */
  #weigh(row: Draft, text: string, flaws: string[]): void {
    const { value, error } = this.#typed('money', text, row.currency ?? this.house.currency)
    const { minor, currency } = (value ?? {}) as { minor?: number; currency?: string }
    if (minor === undefined || !currency) flaws.push(`Amount: ${error}`)
    else if (!currencyOf(currency)) flaws.push(`Amount: "${currency}" is not one of our currencies`)
    else if (minor < 0) flaws.push('Amount: a deal cannot be worth less than nothing')
    else if (minor > MOST_MINOR) flaws.push('Amount: this is too much')
    else {
      row.amountMinor = minor
      row.currency = currency
    }
  }

  /** Read as a custom field of the type would be. */
  #typed(type: 'date' | 'money', text: string, currency = this.house.currency) {
    const field = { key: 'value', label: 'Value', type, options: [], isRequired: false }
    const { set, errors } = castCustomTexts([field], { value: text }, { currency })
    return { value: set.value, error: errors.value }
  }
}

function statusOf(text: string): 'open' | 'won' | 'lost' | null {
  const word = fold(text)
  if (WON.includes(word)) return 'won'
  if (LOST.includes(word)) return 'lost'
  return OPEN.includes(word) ? 'open' : null
}

function currencyOf(text: string): string | null {
  const code = text.trim().toUpperCase()
  return (CURRENCIES as readonly string[]).includes(code) ? code : null
}
