import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How words are compared: without case, accents and ligatures, one blank between words.
      -- Most words are ASCII: the rest pays for being decomposed.
      create function warren_fold(given text) returns text language plpgsql immutable parallel safe as $$
      declare
        folded text := given;
      begin
        if given is null then
          return '';
        end if;
        if octet_length(folded) = char_length(folded) then
          folded := lower(folded collate "C");
        else
          folded := regexp_replace(
            normalize(replace(replace(replace(lower(folded), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), nfkd),
            '[\\u0300-\\u036f]', '', 'g');
          if octet_length(folded) <> char_length(folded) then
            folded := translate(folded, 'øłđðħı', 'olddhi');
          end if;
        end if;
        if folded ~ '\\s\\s|[\\t\\n\\r]' then
          folded := regexp_replace(folded, '\\s+', ' ', 'g');
        end if;
        return btrim(folded);
      end $$;

      -- How a value stands among others in one searched text: "|$lyon|". What tells the city from the street is no
      -- letter, so that it is not in the trigrams of every row.
      create function warren_attribute(sign text, value text) returns text language sql immutable parallel safe as $$
        select case when value is null or value = '' then '' else sign || translate(value, '|', '/') || '|' end
      $$;

      drop index contacts_search;
      alter table contacts
        alter column email drop not null,
        alter column email_norm drop not null,
        add column phone_e164 text,
        add column external_id text,
        add column job_title text,
        add column time_zone text,
        add column street text,
        add column city text,
        add column region text,
        add column postal_code text,
        add column owner_id uuid references users (id) on delete set null,
        add column lifecycle text not null default 'lead',
        add column avatar_file_id uuid,
        add column custom jsonb not null default '{}',
        add column deleted_at timestamptz,
        add column merged_into_id uuid,
        add column name_sort text not null generated always as (warren_fold(coalesce(
          nullif(trim(coalesce(last_name, '') || ' ' || coalesce(first_name, '')), ''), email_norm, phone_e164, ''))) stored,
        -- Each word follows a blank: " ada lovelace ada@client.test +49..." is asked "% ad%" for how words begin.
        add column search text not null generated always as (' ' || warren_fold(
          coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email_norm, '') || ' ' ||
          coalesce(phone_e164, ''))) stored,
        -- What else is asked of contacts by words: one trigram index for all of it, each answer checked at its name.
        add column attributes text not null generated always as ('|' || warren_fold(
          warren_attribute('!', job_title) || warren_attribute('#', street) || warren_attribute('$', city) ||
          warren_attribute('&', region) || warren_attribute('*', postal_code) || warren_attribute('=', time_zone) ||
          warren_attribute('~', locale) || warren_attribute('@', external_id))) stored,
        add foreign key (organization_id, avatar_file_id) references files (organization_id, id)
          deferrable initially deferred,
        add foreign key (organization_id, merged_into_id) references contacts (organization_id, id);
      alter table contacts alter column search set statistics 300, alter column attributes set statistics 300;

      -- What is deleted stays 30 days; lists see the living alone.
      drop index contacts_newest;
      drop index contacts_by_source;
      create index contacts_newest on contacts (organization_id, created_at desc, id desc) where deleted_at is null;
      create index contacts_by_name on contacts (organization_id, name_sort, id) where deleted_at is null;
      create index contacts_by_source on contacts (organization_id, source, id) where deleted_at is null;
      create index contacts_by_owner on contacts (organization_id, owner_id, id) where deleted_at is null;
      create index contacts_by_lifecycle on contacts (organization_id, lifecycle, id) where deleted_at is null;
      create index contacts_by_country on contacts (organization_id, country, id) where deleted_at is null;
      create index contacts_by_updated on contacts (organization_id, updated_at desc, id desc) where deleted_at is null;
      create index contacts_by_last_seen on contacts (organization_id, last_seen_at desc, id desc) where deleted_at is null and last_seen_at is not null;
      create index contacts_by_phone on contacts (organization_id, phone_e164) where phone_e164 is not null;
      create unique index contacts_external_id on contacts (organization_id, external_id) where external_id is not null;
      -- Without the organization: the list of all its rows would be read for every word.
      create index contacts_search on contacts using gin (search gin_trgm_ops) where deleted_at is null;
      create index contacts_attributes on contacts using gin (attributes gin_trgm_ops) where deleted_at is null;
      create index contacts_custom on contacts using gin (custom jsonb_path_ops) where deleted_at is null;
      create index contacts_deleted on contacts (organization_id, deleted_at) where deleted_at is not null;

      -- Addresses of a contact. The primary one is copied to contacts.email, where other domains read it.
      create table contact_emails (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        email text not null,
        email_norm text not null,
        label text not null default 'work',
        is_primary boolean not null default false,
        created_at timestamptz not null,
        unique (organization_id, email_norm),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index contact_emails_of on contact_emails (organization_id, contact_id);
      create unique index contact_emails_primary on contact_emails (organization_id, contact_id) where is_primary;

      -- Several people may share a number.
      create table contact_phones (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        phone text not null,
        phone_e164 text not null,
        label text not null default 'mobile',
        is_primary boolean not null default false,
        created_at timestamptz not null,
        unique (organization_id, contact_id, phone_e164),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index contact_phones_by_number on contact_phones (organization_id, phone_e164);
      create unique index contact_phones_primary on contact_phones (organization_id, contact_id) where is_primary;

      insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
        select gen_random_uuid(), organization_id, id, email, email_norm, true, created_at from contacts;

      create table companies (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        name text not null,
        domain text,
        website text,
        phone text,
        industry text,
        size text,
        street text,
        city text,
        region text,
        postal_code text,
        country char(2),
        description text,
        external_id text,
        owner_id uuid references users (id) on delete set null,
        source text not null,
        custom jsonb not null default '{}',
        deleted_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        name_sort text not null generated always as (warren_fold(name)) stored,
        search text not null generated always as (' ' || warren_fold(
          name || ' ' || coalesce(domain, '') || ' ' || coalesce(city, ''))) stored,
        attributes text not null generated always as ('|' || warren_fold(
          warren_attribute('!', name) || warren_attribute('#', domain) || warren_attribute('$', city) ||
          warren_attribute('&', region) || warren_attribute('*', industry) || warren_attribute('=', size) ||
          warren_attribute('~', country) || warren_attribute('@', source))) stored,
        unique (organization_id, id)
      );
      create index companies_newest on companies (organization_id, created_at desc, id desc) where deleted_at is null;
      create index companies_by_name on companies (organization_id, name_sort, id) where deleted_at is null;
      create index companies_by_owner on companies (organization_id, owner_id, id) where deleted_at is null;
      create index companies_domain on companies (organization_id, domain) where domain is not null;
      create unique index companies_external_id on companies (organization_id, external_id) where external_id is not null;
      create index companies_search on companies using gin (search gin_trgm_ops) where deleted_at is null;
      create index companies_attributes on companies using gin (attributes gin_trgm_ops) where deleted_at is null;
      create index companies_custom on companies using gin (custom jsonb_path_ops) where deleted_at is null;

      create table company_contacts (
        organization_id uuid not null references organizations (id),
        company_id uuid not null,
        contact_id uuid not null,
        role text,
        is_primary boolean not null default false,
        created_at timestamptz not null,
        primary key (organization_id, contact_id, company_id),
        foreign key (organization_id, company_id) references companies (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index company_contacts_of on company_contacts (organization_id, company_id, contact_id);
      create unique index company_contacts_primary on company_contacts (organization_id, contact_id) where is_primary;

      create table tags (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        name text not null,
        name_norm text not null generated always as (warren_fold(name)) stored,
        color text not null default 'neutral',
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, name_norm)
      );
      create table contact_tags (
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        tag_id uuid not null,
        created_at timestamptz not null,
        primary key (organization_id, contact_id, tag_id),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade,
        foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade
      );
      create index contact_tags_by_tag on contact_tags (organization_id, tag_id, contact_id);
      create table company_tags (
        organization_id uuid not null references organizations (id),
        company_id uuid not null,
        tag_id uuid not null,
        created_at timestamptz not null,
        primary key (organization_id, company_id, tag_id),
        foreign key (organization_id, company_id) references companies (organization_id, id) on delete cascade,
        foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade
      );
      create index company_tags_by_tag on company_tags (organization_id, tag_id, company_id);

      -- Fields that an organization adds. Values live in the record's custom jsonb under the key, which never changes.
      create table custom_fields (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        entity text not null check (entity in ('contact', 'company', 'deal')),
        key text not null,
        label text not null,
        type text not null check (type in ('text', 'long_text', 'number', 'money', 'date', 'boolean', 'select',
          'multi_select', 'url', 'reference')),
        -- [{ value, label, color }] of selects; { entity } of references; { currency } of money.
        options jsonb not null default '[]',
        help text,
        is_required boolean not null default false,
        position integer not null default 0,
        -- Whether the values also stand in field_values, by which lists are sorted and ranges found.
        index_state text not null default 'none' check (index_state in ('none', 'building', 'ready')),
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, entity, key)
      );

      -- Typed copies of indexed custom values, kept by triggers. Text is folded and cut; money in minor units.
      create table field_values (
        organization_id uuid not null,
        field_id uuid not null,
        record_id uuid not null,
        text_value text,
        number_value numeric,
        date_value date,
        primary key (organization_id, field_id, record_id),
        foreign key (organization_id, field_id) references custom_fields (organization_id, id) on delete cascade
      );
      create index field_values_text on field_values (organization_id, field_id, text_value, record_id) where text_value is not null;
      create index field_values_number on field_values (organization_id, field_id, number_value, record_id) where number_value is not null;
      create index field_values_date on field_values (organization_id, field_id, date_value, record_id) where date_value is not null;

      create function warren_field_value(custom jsonb, key text, type text,
        out text_value text, out number_value numeric, out date_value date) language plpgsql immutable parallel safe as $$
      begin
        case
          when type = 'number' and jsonb_typeof(custom -> key) = 'number' then number_value := (custom ->> key)::numeric;
          when type = 'money' and jsonb_typeof(custom -> key -> 'minor') = 'number' then
            number_value := (custom -> key ->> 'minor')::numeric;
          when type = 'date' and custom ->> key ~ '^\\d{4}-\\d\\d-\\d\\d$' then date_value := (custom ->> key)::date;
          when type = 'boolean' then text_value := custom ->> key;
          when type in ('text', 'long_text', 'url', 'select', 'reference') then
            text_value := nullif(left(warren_fold(custom ->> key), 200), '');
          else null;
        end case;
      exception when others then
        null;
      end $$;

      -- A change of many records (an owner, a tag's date) leaves their own fields alone: then nothing is copied.
      create function warren_index_custom() returns trigger language plpgsql as $$
      begin
        if not exists (select 1 from custom_fields f where f.entity = tg_argv[0] and f.index_state <> 'none'
                       and f.organization_id in (select distinct organization_id from changed)) then
          return null;
        end if;
        if tg_op = 'UPDATE' then
          insert into field_values (organization_id, field_id, record_id, text_value, number_value, date_value)
            select c.organization_id, f.id, c.id, v.text_value, v.number_value, v.date_value
            from changed c
            join earlier e on e.id = c.id and e.custom is distinct from c.custom
            join custom_fields f on f.organization_id = c.organization_id and f.entity = tg_argv[0]
              and f.index_state <> 'none' and e.custom -> f.key is distinct from c.custom -> f.key
            cross join lateral warren_field_value(c.custom, f.key, f.type) v
          on conflict (organization_id, field_id, record_id) do update set
            text_value = excluded.text_value, number_value = excluded.number_value, date_value = excluded.date_value;
        else
          insert into field_values (organization_id, field_id, record_id, text_value, number_value, date_value)
            select c.organization_id, f.id, c.id, v.text_value, v.number_value, v.date_value
            from changed c
            join custom_fields f on f.organization_id = c.organization_id and f.entity = tg_argv[0]
              and f.index_state <> 'none'
            cross join lateral warren_field_value(c.custom, f.key, f.type) v
            where jsonb_exists(c.custom, f.key)
          on conflict (organization_id, field_id, record_id) do update set
            text_value = excluded.text_value, number_value = excluded.number_value, date_value = excluded.date_value;
        end if;
        return null;
      end $$;
      create trigger contacts_custom_made after insert on contacts referencing new table as changed
        for each statement execute function warren_index_custom('contact');
      create trigger contacts_custom_changed after update on contacts referencing old table as earlier new table as changed
        for each statement execute function warren_index_custom('contact');
      create trigger companies_custom_made after insert on companies referencing new table as changed
        for each statement execute function warren_index_custom('company');
      create trigger companies_custom_changed after update on companies referencing old table as earlier new table as changed
        for each statement execute function warren_index_custom('company');

      -- "Did it so often lately": per kind over all contacts.
      create index activities_by_kind on activities (organization_id, kind, occurred_at, contact_id);
    `)
  }

  async down() {
    this.schema.raw(`
      drop index activities_by_kind;
      drop trigger contacts_custom_made on contacts;
      drop trigger contacts_custom_changed on contacts;
      drop table field_values, custom_fields, company_tags, contact_tags, tags, company_contacts, companies,
        contact_phones, contact_emails;
      drop function warren_index_custom;
      drop function warren_field_value;
      drop index contacts_newest, contacts_by_source, contacts_by_name, contacts_by_owner, contacts_by_lifecycle,
        contacts_by_country, contacts_by_updated, contacts_by_last_seen, contacts_by_phone, contacts_external_id,
        contacts_search, contacts_attributes, contacts_custom, contacts_deleted;
      delete from contacts where email is null;
      alter table contacts drop column attributes, drop column search, drop column name_sort, drop column merged_into_id,
        drop column deleted_at, drop column custom, drop column avatar_file_id, drop column lifecycle,
        drop column owner_id, drop column postal_code, drop column region, drop column city, drop column street,
        drop column time_zone, drop column job_title, drop column external_id, drop column phone_e164,
        alter column email set not null, alter column email_norm set not null;
      drop function warren_attribute;
      drop function warren_fold;
      create index contacts_newest on contacts (organization_id, created_at desc, id desc);
      create index contacts_by_source on contacts (organization_id, source, created_at desc, id desc);
      create index contacts_search on contacts using gin
        ((coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email_norm) gin_trgm_ops);
    `)
  }
}
