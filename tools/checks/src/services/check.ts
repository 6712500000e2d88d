import { readServices } from '@pyairtable/nx-polyglot/services';
import { readText } from '../files.ts';
import { envKeyProblems } from './env-keys.ts';
import { folderProblems } from './folders.ts';
import { mentionProblems } from './mentions.ts';
import { REFERENCE_FILE, servicesReference } from './reference.ts';
import { relationProblems } from './relations.ts';

/** Where services.yaml breaks its schema or contradicts itself, the code of the services, or the page generated from it. */
export function serviceProblems(root: string): string[] {
  let services;
  try {
    services = readServices(root);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [
    ...relationProblems(services),
    ...folderProblems(root, services),
    ...mentionProblems(root, services),
    ...envKeyProblems(root, services),
    ...(readText(root, REFERENCE_FILE) === servicesReference(services)
      ? []
      : [`${REFERENCE_FILE} is out of date: npx node tools/checks/src/main.ts --write`]),
  ].map((problem) => `services.yaml: ${problem}`);
}
