'use client';
import { SCOPES, type Scope } from '@pyairtable/contracts';
import { Button, Checkbox, Dialog, IconButton, TextInput } from '@pyairtable/ui';
import { Check, Copy } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { failureMessage } from '@/http/request';
import { copyText } from '@/shell/copy-text';
import { TokenReach } from './token-reach';
import { SCOPE_WORDS, useTokenChanges } from './tokens';

/** Makes a token and shows its secret, once. */
export function NewTokenDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Open onClose={onClose} /> : null;
}

function Open({ onClose }: { onClose: () => void }) {
  const form = useId();
  const { create } = useTokenChanges();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(
    new Set(['data.records:read', 'schema.bases:read']),
  );
  const [bases, setBases] = useState<ReadonlySet<string> | null>(null);
  const [tried, setTried] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() && scopes.size > 0 && bases?.size !== 0)
      create.mutate({
        name: name.trim(),
        scopes: SCOPES.filter((scope) => scopes.has(scope)),
        ...(bases ? { resources: [...bases] } : {}),
      });
  }

  if (create.data) return <Made token={create.data.token} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New access token"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" pending={create.isPending}>
            Create token
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <TextInput
          label="Name"
          placeholder="What will use it?"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          error={
            tried && !name.trim() ? 'Enter a name.' : create.isError ? failureMessage(create.error) : null
          }
        />
        <fieldset>
          <legend className="mb-2 text-sm font-medium text-n12">It may</legend>
          <div className="flex flex-col gap-2.5">
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                checked={scopes.has(scope)}
                onChange={(checked) => {
                  const next = new Set(scopes);
                  if (checked) next.add(scope);
                  else next.delete(scope);
                  setScopes(next);
                }}
              >
                <span className="flex flex-wrap items-baseline gap-x-2">
                  {SCOPE_WORDS[scope]} <span className="font-mono text-xs text-n11">{scope}</span>
                </span>
              </Checkbox>
            ))}
          </div>
          {tried && scopes.size === 0 ? (
            <p role="alert" className="mt-2 text-xs text-red-text">
              Tick at least one.
            </p>
          ) : null}
        </fieldset>
        <TokenReach
          chosen={bases}
          onChange={setBases}
          error={tried && bases?.size === 0 ? 'Tick at least one base, or all.' : null}
        />
      </form>
    </Dialog>
  );
}

function Made({ token, onClose }: { token: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Copy your token now"
      description="It is shown this once: only its fingerprint is kept."
      footer={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-md border border-n6 bg-n2 py-1 ps-3 pe-1">
        <code data-testid="new-token" className="min-w-0 flex-1 py-1 font-mono text-xs break-all">
          {token}
        </code>
        <IconButton
          label={copied ? 'Copied' : 'Copy token'}
          onClick={() => {
            void copyText(token).then(setCopied);
          }}
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      </div>
    </Dialog>
  );
}
