/**
 * The raw limit: the same work as plain SQL over one HTTP hop. Bare node:http and a pool of prepared statements; one
 * statement per request, JSON made by PostgreSQL, no credentials, no permissions, no log; what is patched goes to every
 * open socket. Started by the benchmark with DATABASE_URL; prints its port.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { WebSocketServer } from 'ws';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

const RECORD = `json_build_object('id', id, 'createdTime', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), 'fields',
  json_build_object('Title', title, 'Owner', owner, 'Source', source, 'Quantity', quantity, 'Amount', amount, 'Active', active,
    'Due', due, 'Status', status, 'Tags', tags, 'Notes', notes))`;

const STATEMENTS = {
  list: `SELECT json_build_object('records', coalesce(json_agg(${RECORD} ORDER BY n), '[]'))::text AS json
         FROM (SELECT * FROM raw.record WHERE n > $1 ORDER BY n LIMIT 100) AS page`,
  read: `SELECT ${RECORD}::text AS json FROM raw.record WHERE id = $1`,
  patch: `UPDATE raw.record SET quantity = $2, modified_at = now() WHERE id = $1 RETURNING ${RECORD}::text AS json`,
  create: `INSERT INTO raw.record (id, title, owner, source, quantity, amount, active, due, status, tags, notes)
           SELECT 'raw' || substr(md5(random()::text), 1, 14), r."Title", r."Owner", r."Source", r."Quantity", r."Amount", r."Active",
             r."Due", r."Status", r."Tags", r."Notes"
           FROM jsonb_to_recordset($1) AS r("Title" text, "Owner" text, "Source" text, "Quantity" float8, "Amount" float8,
             "Active" boolean, "Due" date, "Status" text, "Tags" text[], "Notes" text)
           RETURNING ${RECORD}::text AS json`,
};

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function answer(request: IncomingMessage): Promise<string> {
  const [, verb = '', id = ''] = (request.url ?? '').split('/');
  const values =
    verb === 'patch'
      ? [id, (JSON.parse(await body(request)) as { value: number }).value]
      : verb === 'create'
        ? [await body(request)]
        : [id];
  const text = STATEMENTS[verb as keyof typeof STATEMENTS];
  const { rows } = await pool.query<{ json: string }>({ name: verb, text, values });
  const json = verb === 'create' ? `[${rows.map((row) => row.json).join(',')}]` : (rows[0]?.json ?? '{}');
  if (verb === 'patch') for (const socket of sockets.clients) socket.send(json);
  return json;
}

const server = createServer((request, response) => {
  answer(request).then(
    (json) => response.writeHead(200, { 'content-type': 'application/json' }).end(json),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
const sockets = new WebSocketServer({ server });
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.once('SIGTERM', () => {
  for (const socket of sockets.clients) socket.terminate();
  server.close();
  void pool.end();
});
