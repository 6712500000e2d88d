import { readSeeded } from '../seed/seeded';
import type { Home } from './home';
import { loadOperatorToken, loadSecrets } from './secrets';
import { readState } from './state';

/** Throws for the first file of the home that is damaged, before anything is built or started. */
export function checkHome(home: Home): void {
  readState(home);
  loadSecrets(home);
  loadOperatorToken(home);
  readSeeded(home);
}
