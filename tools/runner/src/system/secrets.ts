import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { newId } from '@pyairtable/kernel';
import { SERVICE_SETS } from '@pyairtable/testkit';
import type { Home } from './home';
import { isRecord, readHomeFile } from './home-file';
import { writePrivateFile } from './write-file';

export const DEMO_EMAIL = 'demo@pyairtable.local';

/** Everything generated at the first start of a home; kept in secrets.json, mode 0600. */
export interface Secrets {
  postgres: string;
  /** Password by PostgreSQL role. */
  roles: Record<string, string>;
  nextAuth: string;
  demoPassword: string;
}

const secret = () => randomBytes(32).toString('base64url');
/** Easy to read aloud and type: four groups of five letters and digits without look-alikes, 95 bits. */
const readablePassword = () =>
  Array.from({ length: 4 }, () =>
    Array.from(randomBytes(5), (byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join(''),
  ).join('-');

const isText = (value: unknown) => value === undefined || typeof value === 'string';

const areSecrets = (value: unknown): value is Partial<Secrets> =>
  isRecord(value) &&
  [value['postgres'], value['nextAuth'], value['demoPassword']].every(isText) &&
  (value['roles'] === undefined || (isRecord(value['roles']) && Object.values(value['roles']).every(isText)));

/** Reads the home's secrets and mints those that are missing, for a new home or a role that came later. */
export function loadSecrets(home: Home): Secrets {
  const kept =
    readHomeFile(
      home.secrets,
      areSecrets,
      `It holds the passwords of the database: put back a copy of it. Without one, move ${home.folder} away and start anew.`,
    ) ?? {};
  const secrets: Secrets = {
    postgres: kept.postgres ?? secret(),
    roles: Object.fromEntries(SERVICE_SETS.map(({ role }) => [role, kept.roles?.[role] ?? secret()])),
    nextAuth: kept.nextAuth ?? secret(),
    demoPassword: kept.demoPassword ?? readablePassword(),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(kept))
    writePrivateFile(home.secrets, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

const OPERATOR_TOKEN = /^opr[0-9A-Za-z]{14}\.[0-9a-f]{64}$/;

/** The operator token of the home, minted when the file is missing. Throws when the file holds anything else. */
export function loadOperatorToken(home: Home): string {
  if (!existsSync(home.operatorToken)) {
    const token = `opr${newId('token').slice(3)}.${randomBytes(32).toString('hex')}`;
    writePrivateFile(home.operatorToken, `${token}\n`);
  }
  const token = readFileSync(home.operatorToken, 'utf8').trim();
  if (!OPERATOR_TOKEN.test(token))
    throw new Error(
      `${home.operatorToken} does not hold an operator token. Delete it: the next start makes another.`,
    );
  return token;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
