import type { BaseSchema, ClientFrame, ServerFrame } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { useLiveSession } from './use-live-session';

const USER = 'usrMia';
const BASE = {
  id: 'appAAAAAAAAAAAAAA',
  seq: 4,
  permissionLevel: 'edit',
  tables: [],
} as unknown as BaseSchema;

/** A server that lets the person in, and keeps what it is sent. */
function listen() {
  const heard: ClientFrame[] = [];
  class Socket extends EventTarget {
    constructor() {
      super();
      const you = { sessionId: 'one', userId: USER };
      const ready: ServerFrame = { t: 'ready', seq: BASE.seq, you, permissionLevel: 'edit' };
      setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(ready) })));
    }
    send(text: string) {
      heard.push(JSON.parse(text) as ClientFrame);
    }
    close = () => undefined;
  }
  vi.stubGlobal('WebSocket', Socket);
  return heard;
}

const wrapper = ({ children }: { children: ReactNode }) =>
  createElement(QueryClientProvider, { client: new QueryClient() }, children);

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

it('sends what another page of the base left in the browser, without being opened anew', () => {
  const heard = listen();
  const { unmount } = renderHook(() => useLiveSession(BASE, USER), { wrapper });
  act(() => void vi.advanceTimersByTime(10));
  const op = { id: 'left', kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] };
  const key = `pyairtable.waiting/${USER}/${BASE.id}/${op.id}`;
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), op }));
  const sent = () => heard.filter(({ t }) => t === 'op');
  act(() => void vi.advanceTimersByTime(10_000));
  expect(sent()).toEqual([]);
  act(() => void vi.advanceTimersByTime(6_000));
  expect(sent()).toEqual([{ t: 'op', op }]);
  unmount();
});
