'use client';
import { Checkbox } from '@pyairtable/ui';
import { useWorkspaces } from '@/workspaces/workspaces';

/** What a token reaches as the server has it: every base, also those to come. */
const ALL = '*';

/** Chooses the bases that a token opens; null for all. */
export function TokenReach({
  chosen,
  onChange,
  error,
}: {
  chosen: ReadonlySet<string> | null;
  onChange: (chosen: ReadonlySet<string> | null) => void;
  error: string | null;
}) {
  const workspaces = useWorkspaces();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium text-n12">In</legend>
      <Checkbox checked={chosen === null} onChange={(isAll) => onChange(isAll ? null : new Set())}>
        All of your bases, also those to come
      </Checkbox>
      {chosen === null ? null : (
        <div className="mt-2.5 ms-6 flex max-h-48 flex-col gap-2.5 overflow-y-auto">
          {workspaces.flatMap((workspace) =>
            workspace.bases.map(({ id, name }) => (
              <Checkbox
                key={id}
                checked={chosen.has(id)}
                onChange={(checked) => {
                  const next = new Set(chosen);
                  if (checked) next.add(id);
                  else next.delete(id);
                  onChange(next);
                }}
              >
                <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                  {name} <span className="text-xs text-n11">{workspace.name}</span>
                </span>
              </Checkbox>
            )),
          )}
        </div>
      )}
      {error === null ? null : (
        <p role="alert" className="mt-2 text-xs text-red-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** Names what a token reaches. */
export function TokenReachWords({ resources }: { resources: readonly string[] }) {
  const workspaces = useWorkspaces();
  if (resources.includes(ALL)) return 'All bases';
  const names = new Map(
    workspaces.flatMap(({ id, name, bases }) => [
      [id, `all of ${name}`] as const,
      ...bases.map((base) => [base.id, base.name] as const),
    ]),
  );
  const known = resources.flatMap((id) => names.get(id) ?? []);
  const rest = resources.length - known.length;
  const others = rest === 0 ? [] : [rest === 1 ? 'a base that is gone' : `${rest} bases that are gone`];
  return `In ${[...known, ...others].join(', ')}`;
}
