import type { SqlPart } from '#core/registry/segment_conditions'
import { type Conditions, conditionsOf } from '#crm/conditions/catalogue'
import { type Asker, checkTree } from '#crm/conditions/check'
import { compile, contextOf } from '#crm/conditions/compile'
import { formsOf, namesIn } from '#crm/conditions/describe'
import { type ConditionTree, EVERYBODY, leaves } from '#crm/conditions/tree'
import type { Staff } from '#identity/staff'

/** What deals are narrowed down to by the tree of conditions that lists and segments have too. */
export class DealFilter {
  private constructor(
    readonly tree: ConditionTree | null,
    readonly known: Conditions,
    readonly timeZone: string
  ) {}

  /**
   * `given` is an unchecked tree, null for none; `asker` null is the house itself. Days begin in
   * `timeZone`. Throws Refusal (422) that says where in `filter` something is not known or allowed.
   */
  static async open(given: unknown, asker: Asker | null, timeZone: string): Promise<DealFilter> {
    const known = await conditionsOf('deal')
    const tree = given ? checkTree(given, known, asker) : EVERYBODY
    return new DealFilter(leaves(tree).length > 0 ? tree : null, known, timeZone)
  }

  /** The filter of somebody's page. */
  static of(given: unknown, staff: Staff): Promise<DealFilter> {
    return DealFilter.open(given, staff, staff.organization.timeZone)
  }

  /** Boolean SQL over deals under `alias`. Statements with it carry `PLAN_AFRESH`. */
  sql(alias: string): SqlPart {
    if (!this.tree) return { sql: 'true', bindings: [] }
    const { sql, bindings } = compile(
      this.tree,
      this.known,
      contextOf(alias, { timeZone: this.timeZone })
    )
    return { sql: `(${sql})`, bindings }
  }

  /** What a page needs to show the filter and to change it. */
  async forPage(staff: Staff) {
    return {
      conditions: formsOf(this.known, (permission) => staff.can(permission)),
      names: Object.fromEntries(await namesIn(this.tree ?? EVERYBODY, this.known)),
    }
  }

  /** As an address, a cursor and an export have it. */
  toJSON(): ConditionTree | null {
    return this.tree
  }
}
