/*
 * The routes of the house: one file per domain.
 */
import '#core/routes'
import '#core/api/routes'
import '#identity/routes'
import '#identity/notification_routes'
import '#media/routes'
import '#crm/consent_routes'
import '#crm/merge_routes'
import '#crm/routes'
import '#payments/routes'
import '#messaging/routes'
import '#access/routes'
import '#site/routes'
import '#commerce/routes'
import '#campaigns/routes'
import '#courses/routes'
import '#insights/routes'
