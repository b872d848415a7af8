/*
 * What the domains contribute to core's registries. Engines read registries;
 * they never list domains.
 */
import '#core/contributions'
import '#identity/contributions'
import '#media/contributions'
import '#crm/contributions'
import '#site/contributions'
import '#courses/contributions'
