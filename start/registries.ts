/*
 * What the domains contribute to core's registries. Engines read registries;
 * they never list domains.
 */
import '#core/contributions'
import '#identity/contributions'
import '#media/contributions'
import '#crm/contributions'
import '#payments/contributions'
import '#messaging/contributions'
import '#access/contributions'
import '#site/contributions'
import '#courses/contributions'
import '#commerce/contributions'
import '#campaigns/contributions'
