/*
 * The routes of the house: one file per domain.
 */
import '#core/routes'
import '#identity/routes'
import '#identity/notification_routes'
import '#media/routes'
import '#crm/routes'
import '#site/routes'
import '#courses/routes'
import '#insights/routes'
