import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The clock, chance and the environment are arguments (STYLE 7, 9). */
const impure = [
  { object: 'Math', property: 'random', message: 'Randomness is an argument: take an Rng.' },
  { object: 'Date', property: 'now', message: 'Time is an argument.' },
  { object: 'performance', property: 'now', message: 'Time is an argument.' },
  { object: 'process', property: 'env', message: 'The environment is read once, in apps/config.' },
];

const swallow = {
  selector: 'CatchClause[body.body.length=0]',
  message: 'Nothing is swallowed: name what is caught and what follows from it.',
};

export default tseslint.config(
  { ignores: ['node_modules', '.almanac', 'out', '**/*.d.ts', 'apps/verifier/verify-record.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', swallow],
    },
  },
  {
    files: ['domain/**/*.ts', 'workflows/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...impure],
      'no-restricted-syntax': [
        'error',
        swallow,
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' },
      ],
    },
  },
  {
    // Temporal replaces Date.now in the sandbox by the workflow's own time; what it forbids is state that outlives a run.
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...impure.filter(({ object }) => object !== 'Date')],
      'no-restricted-syntax': [
        'error',
        swallow,
        {
          selector: 'Program > VariableDeclaration[kind!="const"], Program > ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
          message: 'Workflow modules hold no mutable state: contexts are reused between runs (INCIDENTS T5).',
        },
        {
          selector: 'Program > VariableDeclaration > VariableDeclarator > :matches(NewExpression[callee.name=/^(Map|Set|Array)$/], ArrayExpression[elements.length=0])',
          message: 'Workflow modules hold no mutable state: contexts are reused between runs (INCIDENTS T5).',
        },
      ],
    },
  },
  {
    files: ['activities/**/*.ts', 'adapters/**/*.ts', 'lab/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', ...impure.filter(({ object }) => object === 'Math')] },
  },
  { files: ['tests/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable' } } },
);
