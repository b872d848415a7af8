import { router } from '@inertiajs/vue3'

export type Errors = Record<string, string>

/**
 * Sends a small change of a record and loads the record's props again, but not
 * what other domains hold for it. Resolves to what was refused, by field; null
 * when it was saved.
 */
export function send(
  method: 'post' | 'put' | 'delete',
  url: string,
  data: Record<string, unknown> = {}
): Promise<Errors | null> {
  return new Promise((resolve) => {
    let outcome: Errors | null = { '': 'It could not be saved. Try again.' }
    router.visit(url, {
      method,
      data: data as never,
      async: true,
      showProgress: false,
      preserveScroll: true,
      preserveState: true,
      except: ['panels'],
      onSuccess: () => (outcome = null),
      onError: (errors) => (outcome = errors as Errors),
      onFinish: () => resolve(outcome),
    })
  })
}

/** The sentence for a field, or any other that came. */
export function messageFor(errors: Errors | null, field: string): string | null {
  if (!errors) return null
  return errors[field] ?? errors[''] ?? Object.values(errors)[0] ?? 'It could not be saved.'
}
