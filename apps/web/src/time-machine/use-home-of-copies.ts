import type { WorkspaceSummary } from '@pyairtable/contracts';
import { useBase } from '@/base/base-context';
import { mayCreate, useWorkspaces } from '@/workspaces/workspaces';

/** The workspace that a new base made of this one goes to: this one's, or one of their own for guests of it; none where they can make no bases. */
export function useHomeOfCopies(): WorkspaceSummary | undefined {
  const { base } = useBase();
  const own = useWorkspaces().filter(({ permissionLevel }) => mayCreate(permissionLevel));
  return own.find(({ id }) => id === base.workspaceId) ?? own[0];
}
