import type { PermissionLevel, WorkspaceSummary } from '@pyairtable/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KeyedRequest } from '@/http/keyed-request';
import { listReadAgain } from '@/http/list-read-again';
import { request } from '@/http/request';

export const workspacesKey = ['workspaces'] as const;

const ASKED_AGAIN_MS = 15_000;

/** The person's workspaces with their bases; starts from what the page brought. `isWatched`: they are what the page is about. */
export function useWorkspaces(initial?: WorkspaceSummary[], isWatched = false): WorkspaceSummary[] {
  const query = useQuery({
    queryKey: workspacesKey,
    queryFn: async ({ signal }) =>
      (await request<{ workspaces: WorkspaceSummary[] }>('GET', '/v1/workspaces', undefined, signal))
        .workspaces,
    ...(initial ? { initialData: initial } : {}),
    // Nothing tells a page outside of a base what was shared since: whoever comes back to the tab sees it, or looks at the list.
    refetchInterval: isWatched && ASKED_AGAIN_MS,
    refetchOnWindowFocus: 'always',
  });
  return query.data ?? [];
}

/** The workspace that is shown: the one chosen, else the first that is more than a place of shared bases. */
export const currentWorkspace = (
  workspaces: readonly WorkspaceSummary[],
  chosen: string | null,
): WorkspaceSummary | undefined =>
  workspaces.find(({ id }) => id === chosen) ??
  workspaces.find(({ permissionLevel }) => permissionLevel !== 'none') ??
  workspaces[0];

interface NewBase {
  workspaceId: string;
  name: string;
  color: string;
  icon: string;
}

/**
 * Changes to workspaces and bases; each refreshes the list, also one that failed: it may be done, and its answer lost.
 * What is made is asked for by the form that is open.
 */
export function useWorkspaceChanges() {
  const client = useQueryClient();
  const onSettled = listReadAgain(client, workspacesKey);
  return {
    createWorkspace: useMutation({
      mutationFn: ({ name, form }: { name: string; form: KeyedRequest }) =>
        form.ask<{ id: string }>('POST', '/v1/workspaces', { name }),
      onSettled,
    }),
    renameWorkspace: useMutation({
      mutationFn: ({ id, name }: { id: string; name: string }) =>
        request('PATCH', `/v1/workspaces/${id}`, { name }),
      onSettled,
    }),
    createBase: useMutation({
      mutationFn: ({ base, form }: { base: NewBase; form: KeyedRequest }) =>
        form.ask<{ id: string }>('POST', '/v1/bases', { ...base, tables: [FIRST_TABLE] }),
      onSettled,
    }),
    changeBase: useMutation({
      mutationFn: ({ id, ...change }: { id: string; name?: string; color?: string; icon?: string }) =>
        request('PATCH', `/v1/bases/${id}`, change),
      onSettled,
    }),
    deleteBase: useMutation({
      mutationFn: (id: string) => request('DELETE', `/v1/bases/${id}`),
      onSettled,
    }),
    restoreBase: useMutation({
      mutationFn: (id: string) => request('POST', `/v1/trash/${id}/restore`),
      onSettled,
    }),
  };
}

/** What a blank base starts with: one table that shows what fields are. */
const FIRST_TABLE = {
  name: 'Table 1',
  fields: [
    { name: 'Name', type: 'singleLineText' },
    { name: 'Notes', type: 'multilineText' },
    {
      name: 'Status',
      type: 'singleSelect',
      options: {
        choices: [
          { name: 'To do', color: 'grayLight2' },
          { name: 'In progress', color: 'yellowLight2' },
          { name: 'Done', color: 'greenLight2' },
        ],
      },
    },
  ],
};

/** True when the level allows changing names, tables and fields. */
export const mayCreate = (level: PermissionLevel): boolean => level === 'create' || level === 'owner';

/** True when the level allows changing records. */
export const mayEdit = (level: PermissionLevel): boolean => level === 'edit' || mayCreate(level);
