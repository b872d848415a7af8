import type { DrawnField } from '#messaging/forms/form_fields'
import type { FormView } from '#messaging/forms/form_view'

/** Plain HTML for somebody else's page: it needs no script, and looks as that page does. */
export function htmlSnippet(form: FormView, siteUrl: string): string {
  const lines = [
    `<form action="${escape(siteUrl)}/forms/${form.slug}/entries" method="post" accept-charset="utf-8">`,
    '  <p><label>E-mail<br><input type="email" name="email" required autocomplete="email"></label></p>',
    ...form.fields.map((field) => `  <p>${inputOf(field)}</p>`),
    ...topicLines(form),
    '  <p style="position:absolute;left:-9999px" aria-hidden="true"><label>Leave this empty <input name="leave_empty" tabindex="-1" autocomplete="off"></label></p>',
    form.needsTick
      ? `  <p><label><input type="checkbox" name="agree" value="yes" required> ${escape(form.wording)}</label></p>`
      : `  <p><small>${escape(form.wording)}</small></p>`,
    `  <p><button type="submit">${escape(form.button)}</button></p>`,
    '</form>',
  ]
  return lines.join('\n')
}

/** The form in a frame, as it looks on the site. */
export function frameSnippet(form: FormView, siteUrl: string): string {
  const height = 330 + 80 * form.fields.length + 36 * form.topics.length
  const address = `${escape(siteUrl)}/forms/${form.slug}/embed`
  return `<iframe src="${address}" title="${escape(form.title)}" width="100%" height="${height}" style="border:0;max-width:32rem" loading="lazy"></iframe>`
}

function topicLines({ topics }: FormView): string[] {
  if (topics.length === 0) return []
  const ticks = topics.map(
    ({ id, name }) =>
      `    <label><input type="checkbox" name="topics[]" value="${id}"> ${escape(name)}</label><br>`
  )
  return ['  <fieldset>', '    <legend>What about?</legend>', ...ticks, '  </fieldset>']
}

function inputOf({ name, label, type, isRequired, options, autocomplete }: DrawnField): string {
  const key = `name="${escape(name)}"`
  const must = isRequired ? ' required' : ''
  const text = escape(label)
  if (type === 'checkbox')
    return `<label><input type="checkbox" ${key} value="yes"${must}> ${text}</label>`
  if (type === 'checkboxes') {
    const ticks = options.map(
      (one) =>
        `<label><input type="checkbox" ${key} value="${escape(one.value)}"> ${escape(one.label)}</label>`
    )
    return `${text}<br>${ticks.join('<br>')}`
  }
  if (type === 'textarea') return `<label>${text}<br><textarea ${key}${must}></textarea></label>`
  if (type === 'select') {
    const choices = options.map(
      (one) => `<option value="${escape(one.value)}">${escape(one.label)}</option>`
    )
    return `<label>${text}<br><select ${key}${must}><option value=""></option>${choices.join('')}</select></label>`
  }
  const fill = autocomplete ? ` autocomplete="${autocomplete}"` : ''
  return `<label>${text}<br><input type="${type}" ${key}${must}${fill}></label>`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
