import type { Visitor } from './visitor.js'

/** Writes a heading and a bold line in the page's editor; waits until the draft is stored. */
export async function writeLesson(staff: Visitor, heading: string, text: string): Promise<void> {
  const { page } = staff
  const stored = page.waitForResponse(
    (answer) => answer.request().postData()?.includes(`<strong>${text}</strong>`) ?? false
  )
  const editor = page.locator('[contenteditable=true]')
  const use = async (tool: string) => {
    await page.getByRole('button', { name: tool, exact: true }).click()
    // The tool gives the keyboard back a frame later.
    await page.locator('[contenteditable=true]:focus').waitFor()
  }
  await editor.click()
  await use('Heading')
  await page.keyboard.type(heading)
  await page.keyboard.press('Enter')
  await use('Bold')
  await page.keyboard.type(text)
  const answer = await stored
  if (!answer.ok()) throw new Error(`The lesson was not stored: ${answer.status()}`)
}

/** Adds a lesson to the course's only module; the page of the lesson opens. */
export async function addLesson(staff: Visitor, title: string): Promise<void> {
  const before = staff.page.url()
  await staff.press('Add lesson')
  await staff.fill('Title of the new lesson', title)
  await staff.page.getByRole('button', { name: 'Add', exact: true }).click()
  await staff.page.waitForURL((url) => url.href !== before && url.pathname.endsWith('/edit'))
  await staff.heading(title)
}

/** A PDF of one empty page. */
export const PDF = Buffer.from(
  `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`
)
