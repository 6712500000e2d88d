import { appError } from '@pyairtable/contracts';

interface Parameter {
  /** `sort[0][field]` is ["sort", "0", "field"]; `fields[]` is ["fields", ""]. */
  path: string[];
  value: string;
}

const MAX_PARAMETERS = 2_000;
const TRUE = new Set(['true', '1', 'True', 'TRUE']);
const FALSE = new Set(['false', '0', '', 'False', 'FALSE']);

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

function pathOf(name: string): string[] {
  const root = /^[^[\]]*/.exec(name)?.[0] ?? '';
  const rest = name.slice(root.length);
  if (!/^(\[[^[\]]*\]){0,2}$/.test(rest)) throw invalid();
  return [root, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key as string)];
}

const byIndex = (a: string, b: string) => Number(a) - Number(b);

/**
 * The query of a request in every encoding that clients of the Airtable Web API use: `a[]=1&a[]=2`, `a=1&a=2`,
 * `a[0]=1&a[1]=2`, `sort[0][field]=x`. Throws INVALID_REQUEST_UNKNOWN for what fits none.
 */
export class QueryParameters {
  private readonly parameters: Parameter[];

  constructor(url: string) {
    const at = url.indexOf('?');
    const pairs = at < 0 ? [] : [...new URLSearchParams(url.slice(at + 1))];
    // No name and no text holds a NUL, and PostgreSQL would not take it.
    if (pairs.length > MAX_PARAMETERS || pairs.some(([, value]) => value.includes('\0'))) throw invalid();
    this.parameters = pairs.map(([name, value]) => ({ path: pathOf(name), value }));
  }

  /** Throws when a parameter has another root name than these. */
  only(...names: string[]): this {
    for (const { path } of this.parameters) if (!names.includes(path[0] as string)) throw invalid();
    return this;
  }

  has(name: string): boolean {
    return this.parameters.some(({ path }) => path[0] === name);
  }

  /** The last value of a plain parameter; empty counts as absent. */
  text(name: string): string | undefined {
    const found = this.named(name);
    if (found.some(({ path }) => path.length > 1)) throw invalid();
    return found.at(-1)?.value || undefined;
  }

  /** Digits only; throws for anything else. */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,15}$/.test(text)) throw invalid();
    return Number(text);
  }

  flag(name: string): boolean {
    const found = this.named(name).at(-1);
    if (!found || FALSE.has(found.value)) return false;
    if (!TRUE.has(found.value)) throw invalid();
    return true;
  }

  /** All values of a list, indexed ones in the order of their index; undefined when there are none, or only empty ones. */
  list(name: string): string[] | undefined {
    const found = this.named(name);
    if (found.every(({ value }) => value === '')) return undefined;
    if (found.some(({ path }) => path.length > 2 || !/^\d{0,4}$/.test(path[1] ?? ''))) throw invalid();
    return [...found].sort((a, b) => byIndex(a.path[1] ?? '', b.path[1] ?? '')).map(({ value }) => value);
  }

  /** `name[0][key]=value` as objects in the order of their index; `name=` and `name[]=` count as absent. */
  objects(name: string): Record<string, string>[] | undefined {
    const found = this.named(name).filter(({ path, value }) => path.length > 2 || value !== '');
    if (found.length === 0) return undefined;
    const objects = new Map<string, Record<string, string>>();
    for (const { path, value } of found) {
      const [, index = '', key = ''] = path;
      if (path.length !== 3 || !/^\d{1,4}$/.test(index) || key === '') throw invalid();
      const object = objects.get(index) ?? {};
      object[key] = value;
      objects.set(index, object);
    }
    return [...objects.keys()].sort(byIndex).map((index) => objects.get(index) as Record<string, string>);
  }

  private named(name: string): Parameter[] {
    return this.parameters.filter(({ path }) => path[0] === name);
  }
}
