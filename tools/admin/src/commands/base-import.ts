import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AdminError } from '../admin-error';
import type { AdminCommand } from '../command-line';
import { importBaseFile } from '../import-base-file';
import { required } from '../required';

const DEFAULT_OWNER = 'demo@pyairtable.local';

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new AdminError(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AdminError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

/** Imports a base file, prints the new base's id and tells what of the file is not kept or not valid. */
export const baseImport: AdminCommand = {
  words: 'base import',
  usage: `FILE [--copy [--collaborators]] [--workspace ID-OR-NAME] [--owner E (default ${DEFAULT_OWNER})]`,
  async run({ args, client, print, tell }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        copy: { type: 'boolean', default: false },
        collaborators: { type: 'boolean', default: false },
        workspace: { type: 'string' },
        owner: { type: 'string' },
        url: { type: 'string' },
      },
    });
    const file = readJson(required(positionals[0], 'FILE'));
    const { baseId, warnings, ignored } = await importBaseFile(client(values.url), file, {
      owner: values.owner ?? DEFAULT_OWNER,
      copy: values.copy,
      collaborators: values.collaborators,
      ...(values.workspace === undefined ? {} : { workspace: required(values.workspace, '--workspace') }),
    });
    print(baseId);
    for (const { path, message } of warnings) tell(`${path}: ${message}`);
    for (const path of ignored) tell(`${path}: is not kept`);
  },
};
