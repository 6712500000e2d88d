import type { BaseCollaborator, GrantableLevel } from '@pyairtable/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '@/http/request';

const path = (baseId: string, userId?: string) => `/v1/bases/${baseId}/collaborators${userId === undefined ? '' : `/${userId}`}`;
const key = (baseId: string) => ['collaborators', baseId] as const;

/** Everyone who may open the base, the highest level first. */
export function useCollaborators(baseId: string) {
  return useQuery({
    queryKey: key(baseId),
    queryFn: async ({ signal }) => (await request<{ collaborators: BaseCollaborator[] }>('GET', path(baseId), undefined, signal)).collaborators,
  });
}

/** Gives people a level on the base, changes it and takes it away; each refreshes the list. */
export function useSharing(baseId: string) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: key(baseId) });
  return {
    invite: useMutation({
      mutationFn: (invitation: { email: string; permissionLevel: GrantableLevel }) => request<BaseCollaborator>('POST', path(baseId), invitation),
      onSuccess: refresh,
    }),
    setLevel: useMutation({
      mutationFn: ({ id, permissionLevel }: { id: string; permissionLevel: GrantableLevel }) => request('PATCH', path(baseId, id), { permissionLevel }),
      onSuccess: refresh,
    }),
    remove: useMutation({ mutationFn: (id: string) => request('DELETE', path(baseId, id)), onSuccess: refresh }),
  };
}
