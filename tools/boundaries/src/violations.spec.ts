import { depConstraints } from '../rules.mjs';
import { boundaryViolations, type Graph } from './violations.ts';

type Node = [string, { data: { tags: string[] } }];

const project = (name: string, ...tags: string[]): Node => [
  name,
  { data: { tags: [`project:${name}`, ...tags] } },
];

function graphOf(dependencies: Record<string, string[]>, ...extra: Node[]): Graph {
  return {
    nodes: Object.fromEntries([
      project('web', 'scope:web', 'type:app', 'lang:ts'),
      project('bff', 'scope:server', 'type:app', 'lang:ts'),
      project('core', 'scope:shared', 'type:core', 'lang:ts'),
      project('contracts', 'scope:shared', 'type:contracts', 'lang:ts'),
      project('store-postgres', 'scope:server', 'type:adapter', 'lang:ts'),
      project('server-kit', 'scope:server', 'type:adapter', 'lang:ts'),
      project('auth', 'scope:server', 'type:service', 'lang:go'),
      project('gateway', 'scope:server', 'type:service', 'lang:go'),
      project('go-kit', 'scope:server', 'type:kit', 'lang:go'),
      project('mcp-server', 'scope:server', 'type:service', 'lang:python'),
      project('python-kit', 'scope:server', 'type:kit', 'lang:python'),
      ...extra,
    ]),
    dependencies: Object.fromEntries(
      Object.entries(dependencies).map(([source, targets]) => [
        source,
        targets.map((target) => ({ target })),
      ]),
    ),
  };
}

describe('boundaryViolations', () => {
  it('accepts the edges of the architecture', () => {
    const graph = graphOf({
      web: ['contracts', 'npm:react'],
      bff: ['server-kit', 'contracts'],
      'store-postgres': ['core', 'contracts'],
      auth: ['go-kit', 'contracts'],
      'mcp-server': ['python-kit'],
    });
    expect(boundaryViolations(graph, depConstraints)).toEqual([]);
  });

  it.each([
    ['web', 'store-postgres', 'a browser app reaching for the database'],
    ['bff', 'store-postgres', 'a project beyond the list that names it, though its tags would allow it'],
    ['server-kit', 'store-postgres', 'an adapter reaching for another'],
    ['auth', 'gateway', 'a Go service importing another'],
    ['go-kit', 'auth', 'a Go kit importing a service'],
    ['mcp-server', 'go-kit', 'Python depending on Go'],
    ['python-kit', 'mcp-server', 'a Python kit importing a service'],
    ['core', 'store-postgres', 'the core reaching for an adapter'],
  ])('refuses %s → %s: %s', (source, target) => {
    const found = boundaryViolations(graphOf({ [source]: [target] }), depConstraints);
    expect(
      found.some((line) => line.startsWith(`${source} (`) && line.includes(`must not depend on ${target} `)),
    ).toBe(true);
  });

  it('names a project without a tag of a kind, with two of it, or of a type that no rule knows', () => {
    const graph = graphOf(
      {},
      project('bare'),
      project('double', 'scope:server', 'scope:web', 'type:tool', 'lang:ts'),
      project('odd', 'scope:tools', 'type:misc', 'lang:ts'),
    );
    expect(boundaryViolations(graph, depConstraints)).toEqual([
      'bare needs exactly one type: tag, it has none',
      'bare needs exactly one scope: tag, it has none',
      'bare needs exactly one lang: tag, it has none',
      'double needs exactly one scope: tag, it has scope:server, scope:web',
      'odd: no rule knows the tag type:misc',
    ]);
  });
});
