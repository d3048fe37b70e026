import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

const APP = 'payments.production.billing';

describeDatabase('keystow briefs and integrations', (open) => {
  let rest: Rest;
  let folder: string;

  beforeAll(async () => {
    rest = await openRest(await open());
    const body = { key: 'STRIPE_KEY', value: 'canary-value' };
    await rest.send(rest.machine, 'POST', '/apps/billing/secrets', { body });
    folder = mkdtempSync(join(tmpdir(), 'keystow-briefs-'));
    return () => rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      rest.api.request(address, { ...init, redirect: 'follow' }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('wants to be told what is to be done, and says of no names that there are none', async () => {
    const blank = await runCli('briefs', 'create', '--app', APP, '--title', ' ');
    expect([blank.code, blank.err]).toEqual([2, 'keystow: --title: say what is to be done.\n']);
    const none = await runCli('briefs', 'preview', '--app', APP);
    expect(none.out).toBe('It names no secrets: nothing would be delivered.\n');
  });

  it('makes a brief, whose token alone is on standard output, shows, previews and revokes it', async () => {
    const task = file('task.json', { sum: true });
    const wanted = ['--app', APP, '--title', 'Sum', '--secret', 'STRIPE_KEY', '--secret', 'NOPE'];
    const made = await runCli('briefs', 'create', ...wanted, '--task', task, '--expires-in', '720');
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^ksc_[\w-]{49}\n$/) });
    const id = /brf_\w{26}/.exec(made.err)![0];
    const shown = await runCli('briefs', 'show', id, '--json');
    expect(JSON.parse(shown.out)).toMatchObject({ id, status: 'open', task: { sum: true } });
    const preview = await runCli('briefs', 'preview', id);
    expect(preview.out).toBe(
      `STRIPE_KEY  ready  ${APP} version 1\nNOPE  missing  no scope has it\n1 of 2 cannot be delivered: the run would be refused.\n`,
    );
    const before = await runCli(
      'briefs',
      'preview',
      '--app',
      APP,
      '--secret',
      'STRIPE_KEY',
      '--json',
    );
    expect(JSON.parse(before.out)).toMatchObject({ ready: true });
    expect(await runCli('briefs', 'revoke', id)).toMatchObject({ out: `${id} is revoked.\n` });
    const listed = await runCli('briefs', 'list', '--app', APP);
    expect(listed.out).toContain(`${id}  revoked `);
    expect(shown.out + listed.out).not.toMatch(/ksc_|canary/);
  });

  it('names what is wrong with what it was given', async () => {
    const create = (...more: string[]) =>
      runCli('briefs', 'create', '--app', APP, '--title', 'x', ...more);
    const list = file('list.json', []);
    expect((await create('--task', list)).err).toContain(
      `--task: ${list} does not hold a JSON object`,
    );
    expect((await create('--task', join(folder, 'none'))).err).toContain('cannot be read');
    expect((await create('--expires-in', '721')).err).toContain('1 to 720');
    expect((await create('--secret', 'LD_PRELOAD')).err).toContain('changes how programs start');
    expect(await runCli('briefs', 'preview')).toMatchObject({ code: 2 });
    expect((await runCli('briefs', 'show', 'brf_none')).err).toContain('was not found');
  });

  it('sets, lists and deletes an integration', async () => {
    const properties = { token: { type: 'string', platformSecret: 'CHAT_TOKEN' } };
    const schema = file('schema.json', { type: 'object', properties });
    const at = ['--scope', 'payments'];
    const none = await runCli('integrations', 'set', 'chat', ...at);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('Give --schema') });
    const made = await runCli('integrations', 'set', 'chat', ...at, '--schema', schema);
    const line = 'chat  version 1  INTEGRATION_CHAT  lacks CHAT_TOKEN of the platform\n';
    expect(made).toEqual({ code: 0, out: line, err: '' });
    const config = file('config.json', { token: 'canary-in-the-clear' });
    const refused = await runCli('integrations', 'set', 'chat', ...at, '--config', config);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('filled from the platform'),
    });
    expect(refused.err).not.toContain('canary');
    const room = file('config.json', { room: '#a' });
    await runCli('integrations', 'set', 'chat', ...at, '--config', room, '--if-version', '1');
    const listed = await runCli('integrations', 'list', ...at, '--json');
    expect(JSON.parse(listed.out)).toMatchObject({
      items: [{ version: 2, config: { room: '#a' } }],
    });
    expect((await runCli('integrations', 'delete', 'chat', ...at)).out).toBe('chat is deleted.\n');
  });
});
