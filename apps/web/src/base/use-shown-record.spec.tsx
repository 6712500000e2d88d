import { act, renderHook } from '@testing-library/react';
import { useShownRecord } from './use-shown-record';

function start(addressed?: string) {
  const { result, rerender } = renderHook(
    (props: { addressed: string | undefined }) => useShownRecord(props.addressed),
    {
      initialProps: { addressed },
    },
  );
  return {
    shown: () => result.current[0],
    ask: (recordId: string | null) => act(() => result.current[1](recordId)),
    address: (recordId: string | undefined) => rerender({ addressed: recordId }),
  };
}

it('shows a record that is asked for at once, and follows the address from when it has caught up', () => {
  const panel = start();
  panel.ask('recOne');
  expect(panel.shown()).toBe('recOne');
  panel.address('recOne');
  expect(panel.shown()).toBe('recOne');
  panel.address(undefined);
  expect(panel.shown()).toBeUndefined();
});

it('closes a record whose address never came about', () => {
  const panel = start();
  panel.ask('recOne');
  panel.ask(null);
  expect(panel.shown()).toBeUndefined();
  panel.ask('recTwo');
  expect(panel.shown()).toBe('recTwo');
});

it('shows another record in place of the open one at once, and what history goes back to', () => {
  const panel = start('recOne');
  panel.ask('recTwo');
  expect(panel.shown()).toBe('recTwo');
  panel.address('recTwo');
  panel.address('recOne');
  expect(panel.shown()).toBe('recOne');
});
