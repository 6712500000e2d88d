import type { BaseSchema } from '@pyairtable/contracts';
import { TooltipProvider } from '@pyairtable/ui';
import { render, screen } from '@testing-library/react';
import { browserReader } from '@/cells/cell-context';
import { type BaseContext, BaseContextProvider } from './base-context';
import { PresenceAvatars } from './presence-avatars';

const here = (...people: [id: string, name: string][]) =>
  people.map(([id, name]) => ({ sessionId: `ses${id}`, user: { id, name }, tableId: 'tbl', cell: null }));

it('calls those who are here as the base does, and others as their sockets do', () => {
  const session = {
    presence: here(['usrAnn', 'Ann'], ['usrBen', 'Ben']),
    subscribe: () => () => undefined,
  };
  const shown = (name: string) => {
    const base = {
      collaborators: [{ id: 'usrAnn', name, email: 'ann@a.example' }],
      tables: [],
    } as unknown as BaseSchema;
    const context = { session, user: { id: 'usrMe' }, reader: browserReader(base) };
    return (
      <TooltipProvider delay={0}>
        <BaseContextProvider value={context as unknown as BaseContext}>
          <PresenceAvatars />
        </BaseContextProvider>
      </TooltipProvider>
    );
  };
  const { rerender } = render(shown('Ann'));
  rerender(shown('Anna'));
  expect(screen.getAllByRole('img').map((one) => one.getAttribute('aria-label'))).toEqual(['Anna', 'Ben']);
});
