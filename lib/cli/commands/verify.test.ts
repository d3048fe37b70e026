import { beforeAll, expect, it, vi } from 'vitest';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

const APP = 'payments.production.billing';
const KEY = 'PROBED_KEY';
/** Takes the new value and refuses the old one, as its issuer would. */
const PROBE = [
  '--',
  process.execPath,
  '-e',
  `process.exit(process.env.${KEY} === 'canary-new' ? 0 : process.env.${KEY} === 'canary-old' ? 22 : 125)`,
];

describeDatabase('keystow verify', (open) => {
  let rest: Rest;
  let run: string;

  beforeAll(async () => {
    rest = await openRest(await open());
    const console = await consoleOverHttp(rest.api);
    const { json } = await rest.send(rest.machine, 'GET', '/server-key');
    vi.stubEnv('KEYSTOW_URL', console.url);
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubEnv('KEYSTOW_SERVER_KEY', json['current'] as string);
    const body = { key: KEY, value: 'canary-old' };
    await rest.send(rest.machine, 'POST', `/apps/${APP}/secrets`, { body });
    const secrets = [{ scope: APP, key: KEY }];
    const begun = await rest.send(rest.machine, 'POST', '/rotation/runs', { body: { secrets } });
    run = begun.json['id'] as string;
    const staged = { key: KEY, value: 'canary-new' };
    await rest.send(rest.machine, 'POST', `/rotation/runs/${run}/values`, { body: staged });
    return () => {
      vi.unstubAllEnvs();
      return console.goAway();
    };
  });

  const verify = (...args: string[]) => runCli('verify', '--run', run, '--key', KEY, ...args);

  it('finds by a command that the new value works and the old one is refused, and records it', async () => {
    const tried = await verify(...PROBE);
    expect(tried).toMatchObject({ code: 0 });
    expect(tried.out).toBe('PROBED_KEY: the new value (version 2) works (exit 0).\n');
    const old = await verify('--old', '--refused-exit', '22', ...PROBE);
    expect(old).toMatchObject({ code: 0 });
    const unexpected = await verify('--', process.execPath, '-e', 'process.exit(3)');
    expect(unexpected).toMatchObject({ code: 1 });
    const refused = await verify('--', process.execPath, '-e', 'process.exit(1)');
    expect(refused).toMatchObject({ code: 1 });
    const { json, text } = await rest.send(rest.machine, 'GET', `/rotation/runs/${run}`);
    const trials = json['trials'] as { outcome: string; via: string; side: string }[];
    expect(trials.map(({ via, side, outcome }) => `${via} ${side} ${outcome}`)).toEqual([
      'runner new refused',
      'runner new unclear',
      'runner old refused',
      'runner new works',
    ]);
    expect(text + tried.out + old.out + rest.lines.join('')).not.toMatch(/canary-/);
  });

  it('leaves a receipt and no worker, and one report for each delivery', async () => {
    const receipts = await rest.send(rest.machine, 'GET', `/apps/${APP}/deliveries`);
    const [latest, , old] = receipts.json['items'] as { id: string; staged: boolean }[];
    expect(latest).toMatchObject({ names: 1, worker: null, staged: true });
    expect(old).toMatchObject({ names: 1, worker: null, staged: false });
    const { prisma } = rest.installation.database;
    expect(await prisma.worker.count()).toBe(0);
    const found = { delivery: latest!.id, outcome: 'works', place: 'x', answer: 'x' };
    const again = await rest.send(rest.machine, 'POST', `/rotation/runs/${run}/trials/report`, {
      body: found,
    });
    expect(again.status).toBe(409);
    expect(again.text).toContain('reported');
  });

  it('ends with 125 where nothing was tried, and with 127 where there is no such command', async () => {
    const elsewhere = await runCli('verify', '--run', 'rot_none', '--key', KEY, ...PROBE);
    expect(elsewhere).toMatchObject({ code: 125 });
    expect(await verify('--', './not-there')).toMatchObject({ code: 127 });
  });

  it('has destinations asked for, approved and ended by commands', async () => {
    const reason = ['--reason', 'It issues the key.'];
    const where = ['--scope', APP, '--names', KEY, '--json'];
    const asked = await runCli(
      'destinations',
      'ask',
      'https://issuer.example',
      ...where,
      ...reason,
    );
    const { id, state } = JSON.parse(asked.out) as { id: string; state: string };
    expect(state).toBe('asked');
    expect((await runCli('destinations', 'approve', id)).out).toContain('approved');
    expect((await runCli('destinations', 'end', id)).out).toContain('ended');
    expect((await runCli('destinations', 'list', '--scope', APP)).out).toContain(
      'https://issuer.example',
    );
  });
});
