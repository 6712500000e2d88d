'use client';
import type { BaseCollaborator, GrantableLevel } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { failureMessage, request } from '@/http/request';

const keyOf = (baseId: string) => ['collaborators', baseId] as const;
const pathOf = (baseId: string) => `/v1/bases/${baseId}/collaborators`;

export const nameOf = ({ name, email }: { name: string; email: string }): string => name || email;

/** Everyone with a level on the base. */
export const useCollaborators = (baseId: string) =>
  useQuery({
    queryKey: keyOf(baseId),
    queryFn: async ({ signal }) =>
      (await request<{ collaborators: BaseCollaborator[] }>('GET', pathOf(baseId), undefined, signal))
        .collaborators,
    // Read anew whenever the list is opened: who has access is no place for what was true a while ago.
    staleTime: 0,
  });

/** Changes to who shares the base. Levels and removals show at once and are taken back, with a toast, when refused. */
export function useSharing(baseId: string) {
  const client = useQueryClient();
  return useMemo(() => {
    const key = keyOf(baseId);
    const refresh = () => client.invalidateQueries({ queryKey: key });

    const add = async (email: string, permissionLevel: GrantableLevel): Promise<BaseCollaborator> => {
      try {
        return await request<BaseCollaborator>('POST', pathOf(baseId), { email, permissionLevel });
      } finally {
        void refresh();
      }
    };

    const shown = async (
      change: (list: BaseCollaborator[]) => BaseCollaborator[],
      send: () => Promise<unknown>,
      failure: string,
    ): Promise<boolean> => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<BaseCollaborator[]>(key);
      if (before) client.setQueryData(key, change(before));
      try {
        await send();
        return true;
      } catch (error) {
        if (before) client.setQueryData(key, before);
        showToast({ title: failure, description: failureMessage(error), error: true });
        return false;
      } finally {
        void refresh();
      }
    };

    return {
      refresh,
      add,
      setLevel: (person: BaseCollaborator, permissionLevel: GrantableLevel) =>
        shown(
          (list) =>
            list.map((one) => (one.id === person.id ? { ...one, permissionLevel, inherited: false } : one)),
          () => request('PATCH', `${pathOf(baseId)}/${person.id}`, { permissionLevel }),
          `The level of ${nameOf(person)} was not changed`,
        ),
      remove: (person: BaseCollaborator) =>
        shown(
          (list) => list.filter(({ id }) => id !== person.id),
          () => request('DELETE', `${pathOf(baseId)}/${person.id}`),
          `${nameOf(person)} was not removed`,
        ),
      leave: (userId: string) => request('DELETE', `${pathOf(baseId)}/${userId}`),
    };
  }, [baseId, client]);
}
