import { timelineStories, type TimelineFact } from '#core/registry/timeline_stories'

/** The names that a person gave the fields. */
const FIELDS: Record<string, string> = {
  firstName: 'first name',
  lastName: 'last name',
  jobTitle: 'job title',
  ownerId: 'owner',
  lifecycle: 'stage',
  postalCode: 'postal code',
  timeZone: 'time zone',
  locale: 'language',
  externalId: 'external id',
  avatarFileId: 'picture',
}

const SOURCES: Record<string, string> = {
  staff: 'entered by hand',
  checkout: 'bought something',
  import: 'imported',
  demo: 'part of the demo',
}

timelineStories.add('contact.created', {
  group: 'profile',
  icon: 'i-lucide-user-plus',
  tell: (facts) =>
    facts.map(({ payload }) => ({
      who: 'contact',
      text: 'became a contact',
      detail: SOURCES[String(payload.source)] ?? `from ${String(payload.source)}`,
    })),
})

timelineStories.add('contact.updated', {
  group: 'profile',
  icon: 'i-lucide-user-pen',
  tell: (facts) =>
    facts.map(({ payload }) => ({ who: 'actor', text: `changed ${fieldsOf(payload)}` })),
})

timelineStories.add('note.added', {
  group: 'notes',
  icon: 'i-lucide-sticky-note',
  tell: (facts) => facts.map(() => ({ who: 'actor', text: 'wrote a note' })),
})
timelineStories.add('note.updated', {
  group: 'notes',
  icon: 'i-lucide-pencil',
  tell: (facts) => facts.map(() => ({ who: 'actor', text: 'edited a note' })),
})
timelineStories.add('note.deleted', {
  group: 'notes',
  icon: 'i-lucide-trash-2',
  tell: (facts) => facts.map(() => ({ who: 'actor', text: 'deleted a note' })),
})

const TASKS = {
  'task.created': { icon: 'i-lucide-list-plus', verb: 'made the task' },
  'task.completed': { icon: 'i-lucide-circle-check', verb: 'completed the task' },
  'task.reopened': { icon: 'i-lucide-rotate-ccw', verb: 'opened the task again:' },
  'task.deleted': { icon: 'i-lucide-trash-2', verb: 'deleted the task' },
}
for (const [type, { icon, verb }] of Object.entries(TASKS)) {
  timelineStories.add(type, {
    group: 'tasks',
    icon,
    tell: (facts) => facts.map((fact) => taskStory(type, verb, fact)),
  })
}

for (const [type, verb, icon] of [
  ['mail.sent', 'was sent', 'i-lucide-mail'],
  ['mail.failed', 'could not be sent', 'i-lucide-mail-x'],
] as const) {
  timelineStories.add(type, {
    group: 'mails',
    icon,
    tell: async (facts) => {
      const { subjectsOfMails } = await import('#crm/queries/mails_of_contact')
      const subjects = await subjectsOfMails(facts.flatMap(({ subjectId }) => subjectId ?? []))
      return facts.map(({ subjectId, payload }) => ({
        who: 'contact',
        text: `${verb} the mail “${subjects.get(subjectId ?? '') ?? String(payload.mail)}”`,
      }))
    },
  })
}

function fieldsOf(payload: Record<string, unknown>): string {
  const fields = Array.isArray(payload.fields) ? payload.fields.map(String) : []
  const names = [...new Set(fields.map((field) => FIELDS[field] ?? field.replaceAll('_', ' ')))]
  if (names.length === 0) return 'details'
  if (names.length > 4) return `${names.length} details`
  return names.join(', ')
}

function taskStory(type: string, verb: string, { subjectId, payload }: TimelineFact) {
  return {
    who: 'actor' as const,
    text: `${verb} “${String(payload.title)}”`,
    href: type === 'task.deleted' ? null : `/admin/tasks?task=${subjectId}`,
  }
}
