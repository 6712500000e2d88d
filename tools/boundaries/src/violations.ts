/** A rule of rules.mjs: a project with the tag may depend only on projects with one of the others. */
export interface Constraint {
  sourceTag: string;
  onlyDependOnLibsWithTags: string[];
}

/** The part of Nx's project graph that the rules speak of. */
export interface Graph {
  nodes: Record<string, { data: { tags?: string[] } }>;
  dependencies: Record<string, { target: string }[]>;
}

const REQUIRED_TAGS = ['type', 'scope', 'lang'];

/** One line for every forbidden edge and for every project without exactly one `type:`, `scope:` and `lang:` tag. */
export function boundaryViolations(graph: Graph, constraints: Constraint[]): string[] {
  const tags = (project: string) => graph.nodes[project]?.data.tags ?? [];
  const edges = Object.entries(graph.dependencies).flatMap(([source, dependencies]) =>
    [...new Set(dependencies.map(({ target }) => target))]
      .filter((target) => graph.nodes[target] && target !== source)
      .flatMap((target) => {
        const broken = constraints.filter(
          (rule) =>
            tags(source).includes(rule.sourceTag) &&
            !rule.onlyDependOnLibsWithTags.some((tag) => tags(target).includes(tag)),
        );
        return broken.map(
          ({ sourceTag }) =>
            `${source} (${sourceTag}) must not depend on ${target} (${tags(target).join(', ')})`,
        );
      }),
  );
  const known = new Set(constraints.flatMap((rule) => [rule.sourceTag, ...rule.onlyDependOnLibsWithTags]));
  const faultyTags = Object.keys(graph.nodes).flatMap((project) =>
    REQUIRED_TAGS.flatMap((kind) => {
      const found = tags(project).filter((tag) => tag.startsWith(`${kind}:`));
      if (found.length !== 1)
        return [`${project} needs exactly one ${kind}: tag, it has ${found.join(', ') || 'none'}`];
      return kind === 'type' && !known.has(found[0] ?? '')
        ? [`${project}: no rule knows the tag ${found[0]}`]
        : [];
    }),
  );
  return [...edges, ...faultyTags];
}
