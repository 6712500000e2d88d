/** SQL as a tree: words, and what stands between parentheses. */
type Node = string | Node[];

const WIDTH = 110;
/** A query this short stays on the line that it stands in. */
const SHORT_QUERY = 70;
/** Parentheses this short are not worth lines of their own. */
const SHORT_GROUP = 40;
const TOKEN = /\s+|'(?:[^']|'')*'|"(?:[^"]|"")*"|\(|\)|,|[^\s'"(),]+/g;
const CLAUSES = [
  'SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|SET|VALUES|RETURNING|HAVING|LIMIT|OFFSET',
  'GROUP BY|ORDER BY|UNION|UNION ALL|ON CONFLICT|FOR UPDATE|FOR NO KEY UPDATE|FOR SHARE',
  'JOIN|LEFT JOIN|CROSS JOIN|OVERRIDING',
].flatMap((words) => words.split('|'));
const SEPARATORS = [',', 'OR', 'AND', '||'];

/** What a text consists of without its blanks: equal for texts that differ in nothing else. */
export const sqlTokens = (sql: string): string[] => sql.match(TOKEN)?.filter((token) => token.trim()) ?? [];

function parse(sql: string): Node[] {
  const open: Node[][] = [[]];
  for (const token of sql.match(TOKEN) ?? []) {
    const top = open.at(-1) as Node[];
    if (token === '(') {
      const inner: Node[] = [];
      top.push(inner);
      open.push(inner);
    } else if (token === ')') open.pop();
    else if (token.trim()) top.push(token);
    else if (top.length > 0 && top.at(-1) !== ' ') top.push(' ');
  }
  return open[0] as Node[];
}

const flat = (nodes: readonly Node[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : `(${flat(node).trim()})`)).join('');

const words = (nodes: readonly Node[]): string[] =>
  nodes.filter((node): node is string => typeof node === 'string' && node !== ' ');

const isQuery = (nodes: readonly Node[]): boolean =>
  /^(SELECT|INSERT|UPDATE|DELETE|WITH)$/.test(String(nodes.find((node) => node !== ' ')));

const holdsLongQuery = (nodes: readonly Node[]): boolean =>
  nodes.some(
    (node) =>
      typeof node !== 'string' &&
      ((isQuery(node) && flat(node).length > SHORT_QUERY) || holdsLongQuery(node)),
  );

/** The nodes cut before each place that `begins` says. */
function cut(nodes: readonly Node[], begins: (at: number) => boolean): Node[][] {
  const pieces: Node[][] = [[]];
  nodes.forEach((node, at) => {
    if (begins(at) && pieces.at(-1)?.some((other) => other !== ' ')) pieces.push([]);
    pieces.at(-1)?.push(node);
  });
  return pieces;
}

/** The clauses of a query; further conditions of one are clauses too. */
function clausesOf(nodes: readonly Node[]): Node[][] {
  let clause = '';
  let between = false;
  return cut(nodes, (at) => {
    const node = nodes[at];
    if (typeof node !== 'string' || !/^[A-Z]+$/.test(node)) return false;
    if (node === 'BETWEEN') between = true;
    if (node === 'AND') {
      const condition = !between && /WHERE|JOIN|HAVING/.test(clause);
      between = false;
      return condition;
    }
    if (/(LEFT|CROSS|FOR|FOR NO KEY|DO|DISTINCT|DELETE)$/.test(words(nodes.slice(0, at)).join(' ')))
      return false;
    const here = words(nodes.slice(at, at + 8)).join(' ');
    const found = CLAUSES.find((name) => `${here} `.startsWith(`${name} `));
    clause = found ?? clause;
    return found !== undefined;
  });
}

/** The pieces of something too long for a line, by the first separator that it has; null when it has none. */
function separated(nodes: readonly Node[]): Node[][] | null {
  // The conditions of a CASE stay with it.
  const whole = nodes.includes('CASE') ? ['OR', 'AND'] : [];
  const found = SEPARATORS.find((separator) => nodes.includes(separator) && !whole.includes(separator));
  if (!found) return null;
  // A comma ends a line, an operator begins one.
  return cut(nodes, (at) => (found === ',' ? nodes[at - 1] === found : nodes[at] === found));
}

function print(nodes: readonly Node[], indent: number): string[] {
  const pad = ' '.repeat(indent);
  if (isQuery(nodes)) {
    return clausesOf(nodes).flatMap((clause) =>
      print(['', ...clause], clause[0] === 'AND' ? indent + 2 : indent),
    );
  }
  const line = pad + flat(nodes).trim();
  if (line.length <= WIDTH && !holdsLongQuery(nodes)) return [line];
  const pieces = separated(nodes);
  if (pieces && pieces.length > 1)
    return pieces.flatMap((piece, at) => print(piece, at === 0 || !continues(nodes) ? indent : indent + 2));
  return expanded(nodes, indent) ?? [line];
}

/** What follows a clause's first words stands under them; the parts of WITH and the items of a list stand in line. */
const continues = (nodes: readonly Node[]): boolean => nodes[0] === '' && nodes[1] !== 'WITH';

/** The longest parentheses on lines of their own. */
function expanded(nodes: readonly Node[], indent: number): string[] | null {
  const groups = nodes.filter((node): node is Node[] => typeof node !== 'string');
  const longest = groups.sort((a, b) => flat(b).length - flat(a).length)[0];
  if (!longest || flat(longest).length < SHORT_GROUP) return null;
  const at = nodes.indexOf(longest);
  const pad = ' '.repeat(indent);
  const head = `${pad}${flat(nodes.slice(0, at)).trimStart()}(`;
  const [first = '', ...rest] = print([`)`, ...nodes.slice(at + 1)], indent);
  return [head, ...print(longest, indent + 2), first, ...rest];
}

/** The statement with a clause a line, long ones over several: for people to read and compare. */
export function readableSql(sql: string): string {
  return print(parse(sql), 0).join('\n');
}
