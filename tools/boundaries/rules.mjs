/**
 * Who may import whom. One list for all languages: ESLint applies it to TypeScript imports, `check.mjs` beside
 * this file to the whole project graph, Go and Python included. Every project carries exactly one `type:` tag,
 * one `scope:` tag and one `lang:` tag; tools/nx-polyglot adds `project:<name>`, by which a rule names one project.
 *
 * type:app       a deployable in TypeScript        type:service  a deployable in Go or Python
 * type:ui        draws in a browser                type:adapter  touches the network, a disk or a database
 * type:core      rules without I/O                 type:contracts  schemas shared by processes
 * type:kernel    ids, errors, results              type:kit      shared package of the Go or Python services
 * type:testkit   test support, never shipped       type:e2e      tests over running processes
 * type:tool      the workspace's own tooling
 */

/** A project that may depend on the named projects only, whatever its tags would allow. */
const only = (project, ...targets) => ({
  sourceTag: `project:${project}`,
  onlyDependOnLibsWithTags: targets.map((target) => `project:${target}`),
});

export const depConstraints = [
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:ui',
      'type:core',
      'type:adapter',
      'type:contracts',
      'type:kernel',
      'type:testkit',
    ],
  },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:adapter', 'type:core', 'type:contracts', 'type:kernel', 'type:testkit'],
  },
  { sourceTag: 'type:ui', onlyDependOnLibsWithTags: ['type:ui'] },
  {
    sourceTag: 'type:core',
    onlyDependOnLibsWithTags: ['type:core', 'type:contracts', 'type:kernel', 'type:testkit'],
  },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts', 'type:kernel'] },
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: ['type:kernel'] },
  { sourceTag: 'type:testkit', onlyDependOnLibsWithTags: ['type:testkit', 'type:kernel'] },
  { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:kit', 'type:contracts'] },
  { sourceTag: 'type:kit', onlyDependOnLibsWithTags: ['type:kit', 'type:contracts'] },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: [
      'type:tool',
      'type:testkit',
      'type:contracts',
      'type:kernel',
      'type:core',
      'type:adapter',
      'type:ui',
      'type:kit',
      'type:app',
      'type:service',
      'type:e2e',
    ],
  },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: ['type:tool', 'type:testkit', 'type:contracts', 'type:kernel'],
  },
  { sourceTag: 'scope:web', onlyDependOnLibsWithTags: ['scope:web', 'scope:shared'] },
  { sourceTag: 'scope:server', onlyDependOnLibsWithTags: ['scope:server', 'scope:shared'] },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared', 'type:testkit'] },
  { sourceTag: 'lang:go', onlyDependOnLibsWithTags: ['lang:go', 'type:contracts'] },
  { sourceTag: 'lang:python', onlyDependOnLibsWithTags: ['lang:python', 'type:contracts'] },

  only('web', 'ui', 'grid', 'realtime', 'core', 'field-types', 'formula', 'contracts', 'kernel'),
  only('bff', 'server-kit', 'contracts', 'kernel', 'testkit'),
  // field-types: the public API names types and parses cell values at its edge. formula: its specs hold computed cells to the evaluator.
  only(
    'api',
    'server-kit',
    'core',
    'formula',
    'field-types',
    'store-postgres',
    'realtime',
    'contracts',
    'kernel',
    'testkit',
  ),
  only('store-postgres', 'core', 'formula', 'field-types', 'contracts', 'kernel', 'testkit'),
  only('realtime', 'core', 'formula', 'field-types', 'contracts', 'kernel', 'testkit'),
  only('core', 'formula', 'field-types', 'contracts', 'kernel'),
  only('field-types', 'contracts', 'kernel', 'testkit'),
  only('formula', 'contracts', 'kernel', 'testkit'),
  only('server-kit', 'contracts', 'kernel', 'testkit'),
  only('ui'),
  only('grid'),
];
