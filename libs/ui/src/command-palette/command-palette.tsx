'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { Kbd } from '../kbd/kbd';
import { takeKeyboard } from '../keyboard/take-keyboard';
import { usePopup } from '../keyboard/use-popup';
import { Spinner } from '../spinner/spinner';
import { matchCommand } from './match-command';

/** Milliseconds without a key before `find` is asked. */
const REST_MS = 120;
const FOUND_SCORE = 0.1;

export interface PaletteCommand {
  id: string;
  title: string;
  group: string;
  icon?: ReactNode;
  shortcut?: string;
  /** More words that find it. */
  keywords?: string[];
  run: () => void;
}

/** All that can be done, found by typing. Closes before the chosen command runs, within the same press. */
export function CommandPalette({
  open,
  onOpenChange,
  commands,
  find,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  commands: readonly PaletteCommand[];
  /** More that fits a text, looked up elsewhere. */
  find?: Find;
}) {
  const [text, setText] = useState('');
  const { change, popup } = usePopup(open, onOpenChange, true);
  const { found, finding, hasFailed } = useFound(text.trim(), find);
  const groups = [...new Set([...commands, ...found].map((command) => command.group))];
  const titles = new Map(commands.map(({ id, title }) => [id, title]));
  const scoreOf = (id: string, typed: string, keywords?: string[]): number => {
    const title = titles.get(id);
    // What was looked up fits by the word of whoever found it, and stands below what can be done.
    return title === undefined ? FOUND_SCORE : matchCommand(typed, title, keywords);
  };
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Backdrop className="motion-fade fixed inset-0 z-50 bg-backdrop" />
        <Base.Popup
          ref={popup}
          initialFocus={() => !takeKeyboard(popup.current)}
          aria-label="Command palette"
          className="motion-dialog fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-[560px] overflow-hidden rounded-lg bg-raised shadow-dialog outline-none"
        >
          <Command
            label="Command palette"
            loop
            filter={(id, typed, keywords) => scoreOf(id, typed, keywords)}
          >
            <div className="flex items-center gap-3 border-b border-n6 px-4">
              <Search size={16} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder="Type a command or search…"
                className="h-12 min-w-0 flex-1 bg-transparent text-base text-n12 outline-none"
              />
            </div>
            <Command.List className="max-h-[min(400px,60vh)] overflow-y-auto p-2 [scroll-padding-block:8px]">
              {hasFailed ? (
                <p role="alert" className="px-2 py-3 text-center text-sm text-red-text">
                  The search has failed. Type on to try again.
                </p>
              ) : found.length > 0 || finding ? null : (
                <Command.Empty className="px-2 py-8 text-center text-sm text-n11">
                  Nothing matches.
                </Command.Empty>
              )}
              {groups.map((group) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-n11"
                >
                  {[...commands, ...found]
                    .filter((command) => command.group === group)
                    .map((command) => (
                      <Item key={command.id} command={command} onClose={() => onOpenChange(false)} />
                    ))}
                </Command.Group>
              ))}
              {finding ? (
                <div className="flex h-9 items-center px-2 text-n11">
                  <Spinner />
                </div>
              ) : null}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ command, onClose }: { command: PaletteCommand; onClose: () => void }) {
  return (
    <Command.Item
      value={command.id}
      {...(command.keywords ? { keywords: command.keywords } : {})}
      onSelect={() => {
        // The keyboard is back where it was before the command runs: what that opens takes it from there, and keeps it.
        flushSync(onClose);
        queueMicrotask(command.run);
      }}
      className="flex h-9 items-center gap-3 rounded-md px-2 text-sm text-n12 select-none data-[selected=true]:bg-n4"
    >
      <span className="flex text-n11">{command.icon}</span>
      <span className="min-w-0 flex-1 truncate">{command.title}</span>
      {command.shortcut === undefined ? null : <Kbd keys={command.shortcut} />}
    </Command.Item>
  );
}

type Find = (text: string, signal: AbortSignal) => Promise<readonly PaletteCommand[]>;

/** What `find` answers for the text once it rests; nothing for an empty text. A failed look-up finds nothing. */
function useFound(text: string, find: Find | undefined) {
  const [answer, setAnswer] = useState<{ text: string; found: readonly PaletteCommand[] | null }>({
    text: '',
    found: [],
  });
  useEffect(() => {
    if (!find || text === '') return undefined;
    const control = new AbortController();
    const rest = setTimeout(() => {
      find(text, control.signal)
        .catch(() => null)
        .then((found) => {
          if (!control.signal.aborted) setAnswer({ text, found });
        });
    }, REST_MS);
    return () => {
      clearTimeout(rest);
      control.abort();
    };
  }, [text, find]);
  const asked = find !== undefined && text !== '';
  const isAnswered = asked && answer.text === text;
  return {
    found: (isAnswered ? answer.found : null) ?? [],
    finding: asked && !isAnswered,
    hasFailed: isAnswered && answer.found === null,
  };
}
