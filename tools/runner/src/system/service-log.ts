import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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
    this.#file.write(`${line}\n`);
    this.tail.push(line);
    if (this.tail.length > 12) this.tail.shift();
    const error = errorOf(line);
    if (error) say(`${this.#name}: ${error.slice(0, MAX_SHOWN)}`);
  }

  /** Writes every line of a stream. */
  follow(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => this.write(line));
  }

  close(): void {
    this.#file.end();
  }
}
