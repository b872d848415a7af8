import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // Trusted since Postgres 13: the owner of a database may create it. Where it is there already,
    // nobody needs a right for this.
    this.schema.raw(`
      do $$ begin
        create extension if not exists pg_trgm;
      exception when insufficient_privilege then
        raise exception 'The extension pg_trgm is missing, and the role % may not create it', current_user
          using hint = 'As a superuser, in this database: create extension pg_trgm';
      end $$;
    `)
  }

  // An extension may have been there before, and others may use it.
  async down() {}
}
