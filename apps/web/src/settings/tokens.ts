'use client';
import type { Scope } from '@pyairtable/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listReadAgain } from '@/http/list-read-again';
import { request } from '@/http/request';

/** A personal access token as listed; its secret is shown once, when it is made. */
export interface AccessToken {
  id: string;
  name: string;
  scopes: string[];
  resources: string[];
  createdTime: string;
  lastUsedTime: string | null;
}

const KEY = ['tokens'] as const;

/** The person's tokens. */
export const useTokens = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await request<{ tokens: AccessToken[] }>('GET', '/v1/tokens', undefined, signal)).tokens,
  });

/** Makes and revokes tokens. */
export function useTokenChanges() {
  const client = useQueryClient();
  const onSettled = listReadAgain(client, KEY);
  return {
    create: useMutation({
      mutationFn: (token: { name: string; scopes: Scope[]; resources?: string[] }) =>
        request<AccessToken & { token: string }>('POST', '/v1/tokens', token),
      onSettled,
    }),
    revoke: useMutation({ mutationFn: (id: string) => request('DELETE', `/v1/tokens/${id}`), onSettled }),
  };
}

/** What each scope allows, in words. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  'data.records:read': 'Read records',
  'data.records:write': 'Create, change and delete records',
  'schema.bases:read': 'See tables, fields and views',
  'schema.bases:write': 'Create and change tables and fields',
  'user.email:read': 'See your e-mail address',
  'workspacesAndBases:read': 'See workspaces',
  'workspacesAndBases:write': 'Create and change workspaces and bases',
};
