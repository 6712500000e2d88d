import type { ClientFrame, ServerFrame } from '@pyairtable/contracts';
import { BaseSession } from '@pyairtable/realtime';
import { act, render, screen } from '@testing-library/react';
import { BaseContextProvider, type BaseContext } from './base-context';
import { ConnectionChip } from './connection-chip';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A page whose server says only what the test has it say. */
function open() {
  let hear: (event: { data: unknown }) => void = () => undefined;
  let end: (event: { code: number }) => void = () => undefined;
  const sent: ClientFrame[] = [];
  const session = new BaseSession({
    url: 'ws://host/room',
    seq: 0,
    permissionLevel: 'edit',
    userId: 'usrMia',
    whoIsSignedIn: () => Promise.resolve('usrMia'),
    openSocket: () => ({
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === 'message') hear = listener as typeof hear;
        if (type === 'close') end = listener as typeof end;
      },
      send: (text) => sent.push(JSON.parse(text) as ClientFrame),
      close: () => undefined,
    }),
  });
  render(
    <BaseContextProvider value={{ session } as unknown as BaseContext}>
      <ConnectionChip />
    </BaseContextProvider>,
  );
  const says = (frame: ServerFrame) => act(() => hear({ data: JSON.stringify(frame) }));
  act(() => session.open());
  says({ t: 'ready', seq: 0, you: { sessionId: 's', userId: 'usrMia' }, permissionLevel: 'edit' });
  const write = () => act(() => session.deleteRecords('tbl', ['rec']));
  const drop = () => act(() => end({ code: 1006 }));
  const opId = () => sent.flatMap((frame) => (frame.t === 'op' ? [frame.op.id] : [])).at(-1) ?? '';
  return { says, write, drop, opId };
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const said = () => screen.getByRole('status').textContent;

it('says that it saves once an edit has no answer for three seconds, until it has', async () => {
  const { says, write, opId } = open();
  write();
  await pass(2_900);
  expect(said()).toBe('');
  await pass(200);
  expect(said()).toBe('Saving…');
  says({ t: 'ack', opId: opId(), seq: 0 });
  expect(said()).toBe('');
});

it('is silent while edits follow each other and each has its answer', async () => {
  const { says, write, opId } = open();
  for (let edit = 0; edit < 8; edit += 1) {
    const before = opId();
    write();
    await pass(900);
    if (before) says({ t: 'ack', opId: before, seq: 0 });
    expect(said()).toBe('');
  }
});

it('says how much waits once the silence lasts, and until then that it saves', async () => {
  const { write } = open();
  write();
  await pass(3_000);
  const heard = new Set<string | null>();
  for (let ms = 0; ms < 10_000; ms += 100) {
    await pass(100);
    heard.add(said());
  }
  expect([...heard]).toEqual(['Saving…', 'Offline, 1 change waiting']);
});

it('says in one word that it is offline, whether something waits or not', async () => {
  const { write, drop } = open();
  drop();
  await pass(5_000);
  expect(said()).toBe('Offline');
  write();
  expect(said()).toBe('Offline, 1 change waiting');
});
