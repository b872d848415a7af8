import { timelineStories, type TimelineFact } from '#core/registry/timeline_stories'

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

function taskStory(type: string, verb: string, { subjectId, payload }: TimelineFact) {
  return {
    who: 'actor' as const,
    text: `${verb} “${String(payload.title)}”`,
    href: type === 'task.deleted' ? null : `/admin/tasks?task=${subjectId}`,
  }
}
