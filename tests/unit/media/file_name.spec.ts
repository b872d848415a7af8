import { test } from '@japa/runner'
import { disposition, displayName, keyName } from '#media/file_name'

const PDF = 'application/pdf'

test.group('File names', () => {
  test('{given} is kept as {expected}')
    .with([
      { given: 'Hay guide.pdf', expected: 'Hay guide.pdf' },
      { given: '../../etc/passwd', expected: 'passwd.pdf' },
      { given: 'C:\\Users\\me\\plan.pdf', expected: 'plan.pdf' },
      { given: 'invoice\u202Efdp.exe', expected: 'invoicefdp.exe.pdf' },
      { given: '.htaccess', expected: 'htaccess.pdf' },
      { given: 'a\u0000b\r\nc.pdf', expected: 'abc.pdf' },
      { given: 'PLAN.PDF', expected: 'PLAN.pdf' },
      { given: '', expected: 'file.pdf' },
      { given: '...', expected: 'file.pdf' },
      { given: 'Häschen 🐇.pdf', expected: 'Häschen 🐇.pdf' },
      { given: '<img src=x>.pdf', expected: '-img src=x-.pdf' },
    ])
    .run(({ assert }, { given, expected }) => assert.equal(displayName(given, PDF), expected))

  test('a name of 300 letters is cut', ({ assert }) => {
    const name = displayName(`${'ü'.repeat(300)}.pdf`, PDF)
    assert.isAtMost([...name].length, 120)
    assert.match(name, /\.pdf$/)
  })

  test('keys are plain ASCII', ({ assert }) => {
    assert.equal(keyName('Häschen 🐇 plan.pdf', PDF), 'haschen-plan.pdf')
    assert.equal(keyName('مرحبا.pdf', PDF), 'file.pdf')
    assert.match(keyName('x'.repeat(300) + '.pdf', PDF), /^x{60}\.pdf$/)
  })

  test('a download header carries any name and breaks on none', ({ assert }) => {
    const header = disposition('attachment', 'Häschen "1".pdf')
    assert.equal(
      header,
      `attachment; filename="H_schen _1_.pdf"; filename*=UTF-8''H%C3%A4schen%20%221%22.pdf`
    )
    assert.match(disposition('inline', "it's (1).png"), /UTF-8''it%27s%20%281%29\.png$/)
  })
})
