/**
 * Starts the unmodified package airtable-mcp-server over standard input and output. Its own executable always speaks to
 * airtable.com; for another endpoint the package exports its parts, which this puts together as its executable does.
 */
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { AirtableService, createServer } from 'airtable-mcp-server';

const { AIRTABLE_API_KEY, AIRTABLE_ENDPOINT_URL } = process.env;
const airtableService = new AirtableService(AIRTABLE_API_KEY, AIRTABLE_ENDPOINT_URL);
await createServer({ airtableService }).connect(new StdioServerTransport());
