import type { Bouncer } from '@adonisjs/bouncer'
import type Organization from '#identity/models/organization'
import type Membership from '#identity/models/membership'
import type { Staff } from '#identity/staff'
import type UserSession from '#identity/models/user_session'
import type { policies } from '#generated/policies'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Set by site() and staff(). */
    organization: Organization
    /** Set by staff(). */
    membership: Membership
    staff: Staff
    /** Set by web() for somebody who is logged in. */
    userSession?: UserSession
    bouncer: Bouncer<Staff, undefined, typeof policies>
  }
}
