import { parseArgs } from 'node:util';
import { AdminError } from '../admin-error';
import type { AdminCommand } from '../command-line';
import { required } from '../required';

/** Makes an account and prints its id. The password comes by standard input: arguments are visible to other users. */
export const userCreate: AdminCommand = {
  words: 'user create',
  usage: '--email E --password-stdin [--name N]',
  async run({ args, client, readStdin, print }) {
    const { values } = parseArgs({
      args,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        'password-stdin': { type: 'boolean' },
        url: { type: 'string' },
      },
    });
    const email = required(values.email, '--email');
    if (!values['password-stdin'])
      throw new AdminError('--password-stdin is missing: pipe the password in.', 2);
    const password = (await readStdin()).replace(/\r?\n$/, '');
    if (!password) throw new AdminError('Standard input held no password.', 2);
    const user = await client(values.url).ensureUser({
      email,
      password,
      ...(values.name === undefined ? {} : { name: values.name }),
    });
    print(user.id);
  },
};
