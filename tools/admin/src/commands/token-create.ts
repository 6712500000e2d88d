import { parseArgs } from 'node:util';
import type { AdminCommand } from '../command-line';
import { required } from '../required';

/** Makes a personal access token and prints it, and nothing else; it cannot be shown again. */
export const tokenCreate: AdminCommand = {
  words: 'token create',
  usage: '--user E --name N [--scope S …]',
  async run({ args, client, print }) {
    const { values } = parseArgs({
      args,
      options: {
        user: { type: 'string' },
        name: { type: 'string' },
        scope: { type: 'string', multiple: true },
        url: { type: 'string' },
      },
    });
    const email = required(values.user, '--user');
    const name = required(values.name, '--name');
    const { token } = await client(values.url).createToken({
      email,
      name,
      ...(values.scope ? { scopes: values.scope.map((scope) => required(scope, '--scope')) } : {}),
    });
    print(token);
  },
};
