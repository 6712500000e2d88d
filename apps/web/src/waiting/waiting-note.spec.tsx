import type { WorkspaceSummary } from '@pyairtable/contracts';
import { render, screen } from '@testing-library/react';
import { useWaiting } from './use-waiting';
import { waitingFor } from './waiting-for';
import { WaitingNote } from './waiting-note';

it('says of each base what waits for it to be opened, by its name, and what is only to be sent', () => {
  const base = { name: 'Movies', color: 'blue', icon: 'film', permissionLevel: 'edit' as const };
  const workspaces: WorkspaceSummary[] = [
    { id: 'wsp', name: 'Mia', permissionLevel: 'owner', bases: [{ ...base, id: 'appA' }] },
  ];
  const takesBack = { kind: 'undo' as const, last: 1, before: [], under: [], taken: [] };
  const op = { id: 'op', kind: 'records.delete' as const, tableId: 'tbl', recordIds: [] };
  useWaiting.setState(
    waitingFor([
      { baseId: 'appA' },
      { baseId: 'appA', takesBack: { ...takesBack, op } },
      { baseId: 'appA' },
      { baseId: 'appB' },
      { baseId: 'appC', takesBack: { ...takesBack, op } },
    ]),
  );
  render(<WaitingNote workspaces={workspaces} />);
  expect([...screen.getByRole('status').children].map(({ textContent }) => textContent)).toEqual([
    '2 changes waiting to be sent',
    '2 changes waiting for “Movies” to be opened',
    '1 change waiting for a base to be opened',
  ]);
});
