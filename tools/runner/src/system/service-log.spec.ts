import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { errorOf, ServiceLog } from './service-log';

describe('a line of a service log', () => {
  it.each([
    ['{"level":"error","msg":"no database","error":"refused"}', 'no database: refused'],
    ['{"level":50,"msg":"boom"}', 'boom'],
    ['{"level":"CRITICAL","message":"down"}', 'down'],
    [
      '{"level":"error","msg":"request","method":"POST","path":"/v0/appA/T","status":502,"upstream":"api","code":"BAD_GATEWAY"}',
      'POST /v0/appA/T 502 BAD_GATEWAY from api',
    ],
    [
      '{"level":"error","msg":"request failed","method":"GET","route":"/v0/:baseId","status":500,"code":"SERVER_ERROR"}',
      'GET /v0/:baseId 500 SERVER_ERROR',
    ],
    [
      '{"level":"error","msg":"unexpected fault","error_id":"err1","err":{"type":"TypeError","message":"x is undefined"}}',
      'unexpected fault: TypeError x is undefined: id err1',
    ],
    [
      '{"level":"error","msg":"request failed","fault_id":"f1","err":"no rows"}',
      'request failed: no rows: id f1',
    ],
    ['{"level":"error","msg":"panic","err":null}', 'panic'],
  ])('%s is an error', (line, said) => expect(errorOf(line)).toBe(said));

  it.each(['{"level":"info","msg":"listening"}', '{"level":30,"msg":"x"}', 'plain text', '{broken'])(
    '%s is none',
    (line) => expect(errorOf(line)).toBeUndefined(),
  );
});

describe('the log of a service', () => {
  let folder: string;
  let shown: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyairtable-log-'));
    shown = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void shown.push(line));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const until = (lines: number) =>
    vi.waitFor(() => {
      const kept = readFileSync(join(folder, 'sample.log'), 'utf8').trimEnd().split('\n');
      expect(kept).toHaveLength(lines);
      return kept;
    }, 10_000);

  it('keeps lines whole that arrive in pieces beside those of another stream', async () => {
    const log = new ServiceLog(folder, 'sample');
    const [out, err] = [new PassThrough(), new PassThrough()];
    log.follow(out);
    log.follow(err);
    out.write('{"level":"info","msg":"fir');
    err.write('warning\n');
    out.write('st"}\n{"level":"error","msg":"bo');
    err.end('no end of line');
    out.end('om €"}\n');
    const kept = await until(4);
    expect(new Set(kept)).toEqual(
      new Set([
        'warning',
        '{"level":"info","msg":"first"}',
        '{"level":"error","msg":"boom €"}',
        'no end of line',
      ]),
    );
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain('sample: boom €');
    expect(new Set(log.tail)).toEqual(new Set(kept));
    log.close();
  });

  it('begins a new file when one is full, and keeps the one before', async () => {
    const log = new ServiceLog(folder, 'sample', 1_000);
    const line = (at: number) => `line ${String(at).padStart(3, '0')} ${'x'.repeat(90)}`;
    for (let at = 0; at < 35; at += 1) log.write(line(at));
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    await vi.waitFor(() => {
      expect(read('sample.log')).toBe(Array.from({ length: 5 }, (_, at) => `${line(30 + at)}\n`).join(''));
      expect(read('sample.log.1')).toBe(Array.from({ length: 10 }, (_, at) => `${line(20 + at)}\n`).join(''));
    }, 10_000);
    expect(readdirSync(folder).sort()).toEqual(['sample.log', 'sample.log.1']);
    log.close();
    const again = new ServiceLog(folder, 'sample', 1_000);
    for (let at = 35; at < 42; at += 1) again.write(line(at));
    await vi.waitFor(() => expect(read('sample.log').split('\n')[0]).toBe(line(40)), 10_000);
    again.close();
  });

  it('shows each error among many lines, and remembers the last lines', async () => {
    const log = new ServiceLog(folder, 'sample');
    const out = new PassThrough();
    log.follow(out);
    const lines = Array.from({ length: 500 }, (_, at) =>
      JSON.stringify({ level: at % 200 === 100 ? 'error' : 'info', msg: `line ${at}` }),
    );
    out.end(`${lines.join('\n')}\n`);
    await until(500);
    expect(shown.map((line) => /line \d+/.exec(line)?.[0])).toEqual(['line 100', 'line 300']);
    expect(log.tail).toEqual(lines.slice(-12));
    log.close();
  });
});
