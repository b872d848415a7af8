import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'

/** Layers of docs/architecture.md: a domain imports strictly lower ones. */
const LAYERS = [
  ['core'],
  ['identity'],
  ['media', 'payments', 'ai'],
  ['crm', 'billing'],
  ['messaging', 'access'],
  ['site', 'commerce', 'campaigns', 'voice'],
  ['courses', 'conversations', 'studio'],
  ['automations'],
  ['insights', 'integrations', 'privacy'],
  ['operator'],
]
const DOMAINS = LAYERS.flat()

// Patterns of globs take a leading # for a comment.
const aliases = (domains) => `^#(${domains.join('|')})/`

/** What a domain must not import: its siblings, what stands above, and the sandbox. */
function forbiddenFor(domain) {
  const layer = LAYERS.findIndex((domains) => domains.includes(domain))
  const tooHigh = LAYERS.slice(layer)
    .flat()
    .filter((name) => name !== domain)
  return [
    {
      regex: aliases(tooHigh),
      message: `${domain} imports strictly downward: record an event, or contribute to a registry of core.`,
    },
    { regex: '^#sandbox/', message: 'The sandbox is never loaded with the app.' },
  ]
}

const NO_DATABASE = {
  group: ['@adonisjs/lucid/services/db', '#core/database/sql'],
  message: 'Controllers ask models; SQL lives in queries/ of the domain.',
}

const rawSql = [
  {
    selector:
      'CallExpression[callee.object.name=/^(db|trx)$/][callee.property.name=/^(from|query)$/]',
    message: 'Tables are asked through models, or by SQL in queries/ of the domain.',
  },
  {
    selector: 'CallExpression[callee.property.name="rawQuery"]',
    message: 'SQL lives in queries/ of the domain, with the tenant as an argument.',
  },
  {
    selector: 'CallExpression[callee.name="sql"]',
    message: 'SQL lives in queries/ of the domain, with the tenant as an argument.',
  },
]

export default tseslint.config(
  {
    ignores: [
      '.adonisjs/**',
      '.warren/**',
      'build/**',
      '.launcher/**',
      'database/schema.ts',
      'node_modules/**',
      'public/**',
      'coverage/**',
      '**/auto-imports.d.ts',
      '**/components.d.ts',
    ],
  },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{js,ts,vue}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-control-regex': 'error',
      'no-cond-assign': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-empty': ['error', { allowEmptyCatch: true }],
      'no-fallthrough': 'error',
      'no-self-assign': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An empty interface that extends a framework's is how its types are augmented.
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      '@typescript-eslint/no-unused-expressions': [
        'error',
        { allowShortCircuit: true, allowTernary: true, allowTaggedTemplates: true },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Prettier lays out templates.
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-spacing': 'off',
      // Files are named snake_case; a page is named after its action.
      'vue/multi-word-component-names': 'off',
      'vue/attributes-order': 'error',
      // Rich text is sanitised on the server, where it is stored.
      'vue/no-v-html': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-template-shadow': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
    },
  },
  ...DOMAINS.map((domain) => ({
    files: [`app/${domain}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: forbiddenFor(domain) }] },
  })),
  ...DOMAINS.map((domain) => ({
    files: [`app/${domain}/**/controllers/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [...forbiddenFor(domain), NO_DATABASE] }],
    },
  })),
  {
    files: DOMAINS.filter((domain) => domain !== 'core').map((domain) => `app/${domain}/**/*.ts`),
    ignores: ['app/*/queries/**', 'app/*/demo.ts', 'app/*/demo/**'],
    rules: { 'no-restricted-syntax': ['error', ...rawSql] },
  },
  {
    files: ['app/sandbox/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: aliases(DOMAINS.filter((domain) => domain !== 'core')),
              message: 'The sandbox stands outside: it imports core alone.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['inertia/**/*.{ts,vue}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '^#', message: 'Pages get props; they do not import the server.' }],
        },
      ],
    },
  },
  {
    files: ['inertia/ui/**/*.{ts,vue}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^#', message: 'Pages get props; they do not import the server.' },
            { group: ['~/components/*', '~/pages/*'], message: 'ui/ knows no domain.' },
          ],
        },
      ],
    },
  },
  {
    // Plain JavaScript of the launcher carries its types in comments.
    files: ['**/*.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  }
)
