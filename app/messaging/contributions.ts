/* What this domain contributes to registries, a file per part. */
import '#messaging/ledger/contributions'
import '#messaging/senders/contributions'
import '#messaging/provider_events/contributions'
import '#messaging/tracking/contributions'
import '#messaging/preferences/contributions'
import '#messaging/forms/contributions'
import '#messaging/templates/contributions'
