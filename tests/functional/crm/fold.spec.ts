import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { fold } from '#crm/fold'

const WORDS = [
  '',
  'Ada',
  '  Two   words ',
  'Tab\there\nand\rthere',
  'Jérôme MÜLLER-ŁUKASIEWICZ',
  'Straße, Æsir, Œuvre, Đorđe, Ħal',
  'ÀÁÂÃÄÅ ĀĂĄ ÇĆČ ĎĐÐ ÈÉÊËĒĖĘĚ Ğ ÌÍÎÏĪ Ñ ÒÓÔÕÖØŌŐ ŘŚŠŞŤ ÙÚÛÜŪŮŰŲ ÝŸŻŹŽ',
  'Nguyễn Văn Đức',
  'Ålesund ﬁne ﬀ',
  'Иван Петров',
  '李雷 山田',
  'e\u0301galite\u0301',
  "O'Brien|Smith 100%_",
]

test.group('Folded words', () => {
  test('are the same in the app and in the database', async ({ assert }) => {
    for (const word of WORDS) {
      const [row] = await sql<{ folded: string }>('select warren_fold(?) as folded', [word])
      assert.equal(row.folded, fold(word), word)
    }
  })
})
