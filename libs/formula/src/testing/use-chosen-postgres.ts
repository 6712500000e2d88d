import { TEST_DATABASE_URL } from '@pyairtable/testkit';
import { inject } from 'vitest';

// Before the spec asks the testkit for a database.
process.env[TEST_DATABASE_URL] = inject('chosenPostgres');
