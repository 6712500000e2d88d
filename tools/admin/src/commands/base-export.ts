import { parseArgs } from 'node:util';
import { isId } from '@pyairtable/kernel';
import { AdminError } from '../admin-error';
import type { AdminCommand } from '../command-line';
import { required } from '../required';

/** Prints a base as a file that `base import` takes back. */
export const baseExport: AdminCommand = {
  words: 'base export',
  usage: 'BASE',
  async run({ args, client, print }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { url: { type: 'string' } },
    });
    const base = required(positionals[0], 'BASE');
    if (!isId('base', base)) throw new AdminError(`"${base}" is no base id (app…).`, 2);
    print(JSON.stringify(await client(values.url).exportBase(base), null, 2));
  },
};
