import { createWriteStream, fstatSync, openSync, renameSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { say } from '../progress';

const KEEP_BYTES = 10 * 1024 * 1024;
/** Pino writes levels as numbers; 50 is error. */
const ERROR_LEVEL = 50;
const MAX_SHOWN = 400;

type Line = Record<string, unknown>;

/** What an error line in our JSON log form says, with what failed and why; undefined for every other line. */
export function errorOf(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as Line;
    const { level, msg, message } = entry;
    const bad =
      typeof level === 'number' ? level >= ERROR_LEVEL : /^(error|fatal|critical)$/i.test(String(level));
    if (!bad) return undefined;
    const said = requestOf(entry) ?? String(msg ?? message ?? 'error');
    return [said, ...causesOf(entry).filter((cause) => cause !== said)].join(': ');
  } catch {
    return undefined;
  }
}

/** A failed request, by what was asked and answered: addresses are logged without their query. */
function requestOf({ method, path, route, status, code, upstream }: Line): string | undefined {
  if (typeof method !== 'string' || typeof status !== 'number') return undefined;
  const parts = [method, path ?? route, status, code, upstream && `from ${String(upstream)}`];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** Why: Go and Python log a text, our TypeScript an error's type and message. */
function causesOf({ err, error, error_id, fault_id }: Line): string[] {
  const { type, message } = (typeof err === 'object' ? (err ?? {}) : {}) as {
    type?: string;
    message?: string;
  };
  const id = error_id ?? fault_id;
  return [
    typeof err === 'string' ? err : [type, message].filter(Boolean).join(' '),
    typeof error === 'string' ? error : '',
    typeof id === 'string' ? `id ${id}` : '',
  ].filter(Boolean);
}

/** A cheap look at many lines: without a match none of them is an error. */
const SUSPECT = /"level":\s*"?(?:error|fatal|critical|\d)/i;
const TAIL_LINES = 12;
/** Enough to hold the last lines of a block. */
const TAIL_CHARACTERS = 16 * 1024;

/**
 * Where the output of one service goes: its file in the logs folder, and its errors to the console as well. A file that has
 * grown to `keepBytes` becomes `.1`, in place of the one before it.
 */
export class ServiceLog {
  readonly #path: string;
  readonly #name: string;
  readonly #keepBytes: number;
  #file: WriteStream;
  #size = 0;
  /** The last lines, to show when the service dies. */
  readonly tail: string[] = [];

  constructor(folder: string, name: string, keepBytes = KEEP_BYTES) {
    this.#path = join(folder, `${name}.log`);
    this.#name = name;
    this.#keepBytes = keepBytes;
    this.#file = this.#open();
  }

  /** Writes one line; an error is shown on the console too. */
  write(line: string): void {
    this.#take(`${line}\n`);
  }

  /** Writes every line of a stream. */
  follow(stream: Readable): void {
    let begun = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const text = begun + chunk;
      const end = text.lastIndexOf('\n') + 1;
      begun = text.slice(end);
      if (end > 0) this.#take(text.slice(0, end));
    });
    stream.on('end', () => {
      if (begun !== '') this.write(begun);
      begun = '';
    });
  }

  close(): void {
    this.#file.end();
  }

  #open(): WriteStream {
    const descriptor = openSync(this.#path, 'a', 0o600);
    this.#size = fstatSync(descriptor).size;
    const file = createWriteStream(this.#path, { fd: descriptor });
    file.on('error', (error) => say(`${this.#name}: cannot write its log: ${error.message}`));
    return file;
  }

  #rotate(): void {
    this.#file.end();
    renameSync(this.#path, `${this.#path}.1`);
    this.#file = this.#open();
  }

  // A busy service writes a line for each request: what is done here for each is time taken from the services.
  #take(lines: string): void {
    const bytes = Buffer.byteLength(lines);
    if (this.#size > 0 && this.#size + bytes > this.#keepBytes) this.#rotate();
    this.#size += bytes;
    this.#file.write(lines);
    this.tail.push(...lines.slice(-TAIL_CHARACTERS).trimEnd().split('\n').slice(-TAIL_LINES));
    this.tail.splice(0, this.tail.length - TAIL_LINES);
    if (!SUSPECT.test(lines)) return;
    for (const line of lines.split('\n')) {
      const error = errorOf(line);
      if (error) say(`${this.#name}: ${error.slice(0, MAX_SHOWN)}`);
    }
  }
}
