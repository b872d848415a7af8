/* The routes of this domain, a file per part. */
import '#messaging/senders/routes'
import '#messaging/provider_events/routes'
import '#messaging/preferences/routes'
import '#messaging/forms/routes'
import '#messaging/templates/routes'
import '#messaging/accounts/routes'
import '#messaging/policy/routes'
import '#messaging/reports/routes'
