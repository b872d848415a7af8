import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { unlessTaken } from '#identity/taken'
import type { MailTemplateSchema } from '#database/schema'
import TemplateCreated from '#messaging/events/template_created'
import TemplatePublished from '#messaging/events/template_published'
import { compileNow } from '#messaging/templates/compile_now'
import { assertFree, freeKey } from '#messaging/templates/keys'
import { told } from '#messaging/templates/models/mail_template/told'
import MailTemplateVersion from '#messaging/templates/models/mail_template_version'
import { lockTemplate } from '#messaging/queries/templates/template_locks'
import type { Compiled, Format, Kind, Writing } from '#messaging/templates/writing'

export type NewTemplate = { name: string; kind: Kind; format: Format; writing: Writing }

/** Its history: version 1 comes with the template, and each saving adds one. */
export function Versioned<T extends NormalizeConstructor<typeof MailTemplateSchema>>(
  superclass: T
) {
  return class VersionedTemplate extends superclass {
    /** Begins a template with its first version. */
    static async begin<M extends T>(
      this: M,
      { writing, ...given }: NewTemplate
    ): Promise<InstanceType<M>> {
      const template = new this() as InstanceType<M>
      Object.assign(template, given, {
        key: await freeKey(given.name),
        version: 1,
        draftRevision: 0,
        createdById: authorId(),
      })
      const compiled = await compileNow(template, writing)
      await db.transaction(async (trx) => {
        await template.useTransaction(trx).save()
        await keep(template, writing, compiled, trx)
        await TemplateCreated.record(told(template), trx)
      })
      return template
    }

    /** Changes its name, or the key by which the API and blocks name it. Throws Refusal (422) for a key in use. */
    async rename({ name, key }: { name?: string; key?: string }): Promise<void> {
      if (key !== undefined && key !== this.key) await assertFree(key)
      this.name = name ?? this.name
      this.key = key ?? this.key
      await unlessTaken<unknown>(
        () => this.save(),
        () => assertFree(this.key)
      )
    }

    /** A template of its own with the same words, those of the draft where there is one. */
    async duplicate<M extends VersionedTemplate>(this: M): Promise<M> {
      const begin = (this.constructor as unknown as { begin(given: NewTemplate): Promise<M> }).begin
      return begin.call(this.constructor, {
        name: `${this.name.slice(0, 110)} (copy)`,
        kind: this.kind as Kind,
        format: this.format as Format,
        writing: (this.draft as Writing | null) ?? (await this.latest()).writing,
      })
    }

    /** The version in use. */
    latest(): Promise<MailTemplateVersion> {
      return MailTemplateVersion.query()
        .where('template_id', this.id)
        .where('version', this.version)
        .firstOrFail()
    }

    /**
     * Makes a new version of what was written, which is in use from now on; the draft has served its time. A writing
     * that is the version in use adds none. Of two who save at once, each has a version of their own.
     */
    async publish(writing: Writing, restoredFrom: number | null = null): Promise<Compiled> {
      const compiled = await compileNow(this, writing)
      await db.transaction(async (trx) => {
        const { version, isNew } = await this.#next(writing, trx)
        this.useTransaction(trx)
        this.version = version
        this.draft = null
        this.draftAt = null
        this.draftById = null
        this.draftRevision++
        await this.save()
        if (!isNew) return
        await keep(this, writing, compiled, trx, restoredFrom)
        await TemplatePublished.record(told(this), trx)
      })
      return compiled
    }

    async #next(writing: Writing, trx: TransactionClientContract) {
      const { version, revision } = await lockTemplate(this.id, trx)
      this.draftRevision = revision
      const latest = await MailTemplateVersion.query({ client: trx })
        .where('template_id', this.id)
        .where('version', version)
        .first()
      const isSame = latest !== null && saysTheSame(latest.writing, writing)
      return isSame ? { version, isNew: false } : { version: version + 1, isNew: true }
    }

    /** Brings an earlier version back, as a new one: history is never rewritten. */
    async restore(version: MailTemplateVersion): Promise<void> {
      await this.publish(version.writing, version.version)
    }
  }
}

async function keep(
  template: MailTemplateSchema,
  { text, ...writing }: Writing,
  compiled: Compiled,
  trx: TransactionClientContract,
  restoredFrom: number | null = null
): Promise<void> {
  await MailTemplateVersion.create(
    {
      ...writing,
      templateId: template.id,
      version: template.version,
      html: compiled.html,
      text: compiled.text,
      textByHand: text !== null,
      restoredFrom,
      createdById: authorId(),
    },
    { client: trx }
  )
}

/** The editor's project tells nothing that its MJML does not. */
function saysTheSame(one: Writing, other: Writing): boolean {
  return (['subject', 'preheader', 'source', 'text'] as const).every(
    (name) => one[name] === other[name]
  )
}

function authorId(): string | null {
  const { actor } = Context.get()
  return actor.type === 'user' ? actor.id : null
}
