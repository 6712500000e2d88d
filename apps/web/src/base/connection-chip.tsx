'use client';
import { Badge, Button, Spinner } from '@pyairtable/ui';
import { CloudOff, LogIn } from 'lucide-react';
import { useEffect, useState } from 'react';
import { askToSignIn } from '@/auth/sign-in-again';
import { countChanges } from '@/waiting/count-changes';
import { useBase } from './base-context';
import { useSessionValue } from './use-session-value';

/** A drop shorter than this is not worth a word. */
const QUIET_MS = 1_500;
/** Most answers take a few hundredths of a second; only what takes so long is worth a word. */
const SLOW_MS = 3_000;

/** Says when the page is not live; nothing while all is well. */
export function ConnectionChip() {
  const { session } = useBase();
  const state = useSessionValue(session, (live) => live.state, ['state']);
  const pending = useSessionValue(session, (live) => live.pendingCount, ['pending']);
  const dropped = state === 'offline' || state === 'connecting';
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => {
    if (!dropped) return undefined;
    const timer = setTimeout(() => setQuiet(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setQuiet(false);
    };
  }, [dropped]);

  const since = useSessionValue(session, (live) => live.pendingSince, ['pending']);
  const [slowSince, setSlowSince] = useState<number | null>(null);
  useEffect(() => {
    if (since === undefined) return undefined;
    const timer = setTimeout(() => setSlowSince(since), since + SLOW_MS - Date.now());
    return () => clearTimeout(timer);
  }, [since]);

  return (
    <span role="status" className="flex">
      {state === 'signedOut' ? (
        <Button
          size="small"
          icon={<LogIn size={14} strokeWidth={1.5} aria-hidden="true" />}
          onClick={askToSignIn}
        >
          {pending > 0 ? `Signed out, ${countChanges(pending)} waiting` : 'Signed out'}
        </Button>
      ) : dropped && isQuiet ? (
        <Badge tone="amber" icon={<CloudOff size={12} strokeWidth={2} aria-hidden="true" />}>
          {pending > 0 ? `Offline, ${countChanges(pending)} waiting` : 'Offline'}
        </Badge>
      ) : (dropped || state === 'online') && since !== undefined && slowSince === since ? (
        <Badge tone="amber" icon={<Spinner size={12} />}>
          Saving…
        </Badge>
      ) : null}
    </span>
  );
}
