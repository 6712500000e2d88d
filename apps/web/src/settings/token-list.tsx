'use client';
import { Badge, Button, Dialog, EmptyState, showToast, Skeleton } from '@pyairtable/ui';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { DOT } from '@/home/dot';
import { failureMessage } from '@/http/request';
import { NewTokenDialog } from './new-token-dialog';
import { TokenReachWords } from './token-reach';
import { useTokenChanges, useTokens, type AccessToken } from './tokens';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** Tokens with which programs act for the person: list, make, revoke. */
export function TokenList() {
  const tokens = useTokens();
  const { revoke } = useTokenChanges();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<AccessToken | null>(null);
  const newToken = (
    <Button
      look="primary"
      icon={<Plus size={16} strokeWidth={2} aria-hidden="true" />}
      onClick={() => setCreating(true)}
    >
      New token
    </Button>
  );

  return (
    <>
      {tokens.isPending ? (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-14 w-full" />
          <Skeleton className="h-14 w-full" />
        </div>
      ) : tokens.isError ? (
        <EmptyState
          title="Your tokens could not be read"
          action={<Button onClick={() => void tokens.refetch()}>Try again</Button>}
        >
          {failureMessage(tokens.error)}
        </EmptyState>
      ) : tokens.data.length === 0 ? (
        <div className="rounded-lg border border-dashed border-n7">
          <EmptyState
            icon={<KeyRound size={20} strokeWidth={1.5} />}
            title="No access tokens"
            action={newToken}
          >
            A token lets a program or an AI agent work with your bases through the Web API.
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="mb-4 flex items-center justify-between gap-4">
            <p className="text-sm text-n11">Programs and AI agents use these to act for you.</p>
            {newToken}
          </div>
          <ul className="divide-y divide-n6 rounded-lg border border-n6">
            {tokens.data.map((token) => (
              <li key={token.id} className="flex items-center gap-4 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="truncate text-sm font-medium text-n12">{token.name}</p>
                  <p className="mt-0.5 text-xs text-n11">
                    Made {day.format(new Date(token.createdTime))}
                    {token.lastUsedTime
                      ? `, last used ${day.format(new Date(token.lastUsedTime))}`
                      : ', never used'}
                    {DOT}
                    <TokenReachWords resources={token.resources} />
                  </p>
                  <div className="mt-1.5 flex flex-wrap gap-1">
                    {token.scopes.map((scope) => (
                      <Badge key={scope}>{scope}</Badge>
                    ))}
                  </div>
                </div>
                <Button size="small" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <NewTokenDialog open={creating} onClose={() => setCreating(false)} />
      <Dialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        description="Programs that use it are refused within a second. This cannot be undone."
        footer={
          <>
            <Button onClick={() => setRevoking(null)}>Cancel</Button>
            <Button
              look="danger"
              pending={revoke.isPending}
              onClick={() => {
                if (!revoking) return;
                revoke.mutate(revoking.id, {
                  onSuccess: () => showToast({ title: `“${revoking.name}” was revoked` }),
                  onError: (error) =>
                    showToast({
                      title: 'The token was not revoked',
                      description: failureMessage(error),
                      error: true,
                    }),
                  onSettled: () => setRevoking(null),
                });
              }}
            >
              Revoke token
            </Button>
          </>
        }
      />
    </>
  );
}
