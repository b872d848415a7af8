import { BasePolicy } from '@adonisjs/bouncer'

/** Base of the policies: their first argument is the Staff of the request; nobody else passes. */
export default class StaffPolicy extends BasePolicy {}
