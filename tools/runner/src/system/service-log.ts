import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { say } from '../progress';

const KEEP_BYTES = 10 * 1024 * 1024;
/** Pino writes levels as numbers; 50 is error. */
const ERROR_LEVEL = 50;
const MAX_SHOWN = 400;

/** The message of an error line in our JSON log form; undefined for every other line. */
export function errorOf(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, message, error } = JSON.parse(line) as Record<string, unknown>;
    const bad =
      typeof level === 'number' ? level >= ERROR_LEVEL : /^(error|fatal|critical)$/i.test(String(level));
    if (!bad) return undefined;
    const said = String(msg ?? message ?? 'error');
    return typeof error === 'string' && error !== said ? `${said}: ${error}` : said;
  } catch {
    return undefined;
  }
}

/** A cheap look at many lines: without a match none of them is an error. */
const SUSPECT = /"level":\s*"?(?:error|fatal|critical|\d)/i;
const TAIL_LINES = 12;
/** Enough to hold the last lines of a block. */
const TAIL_CHARACTERS = 16 * 1024;

/** Where the output of one service goes: its file in the logs folder, and its errors to the console as well. */
export class ServiceLog {
  readonly #file;
  readonly #name: string;
  /** The last lines, to show when the service dies. */
  readonly tail: string[] = [];

  constructor(folder: string, name: string) {
    const path = join(folder, `${name}.log`);
    if (existsSync(path) && statSync(path).size > KEEP_BYTES) renameSync(path, `${path}.1`);
    this.#name = name;
    this.#file = createWriteStream(path, { flags: 'a', mode: 0o600 });
    this.#file.on('error', (error) => say(`${name}: cannot write its log: ${error.message}`));
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

  // A busy service writes a line for each request: what is done here for each is time taken from the services.
  #take(lines: string): void {
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
