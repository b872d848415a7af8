import { test } from '@japa/runner'
import { isPrivateFile } from '#core/http/private_files'

test.group('Private files', () => {
  test('{path} is hidden')
    .with(
      [
        '/assets/server/ssr.js',
        '/assets/server',
        '/assets/%73erver/ssr.js',
        '/assets/%2573erver/ssr.js',
        '/assets//server/ssr.js',
        '/assets/./server/ssr.js',
        '/x/../assets/server/ssr.js',
        '/assets%2fserver%2fssr.js',
        '/assets\\server\\ssr.js',
        '/Assets/Server/ssr.js',
        '/assets/.vite/manifest.json',
        '/.env',
        '/%2eenv',
        '/a/.git/config',
        '/%00',
        '/%E0%A4%A',
      ].map((path) => ({ path }))
    )
    .run(({ assert }, { path }) => assert.isTrue(isPrivateFile(path)))

  test('{path} is shown')
    .with(
      [
        '/',
        '/assets/app-1a2b.js',
        '/courses/hello%20world',
        '/assets/server-side.js',
        '/.well-known/security.txt',
        '/media/100%25.png',
        '/a..b/c',
      ].map((path) => ({ path }))
    )
    .run(({ assert }, { path }) => assert.isFalse(isPrivateFile(path)))
})
