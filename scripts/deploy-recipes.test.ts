import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import { runProgram } from '@/lib/testing/run-worker';
import { buildCli } from './start/build-cli.mjs';

const APP = 'payments.production.billing';
const ENTRYPOINT = path.resolve('deploy/container/entrypoint.sh');
const UNIT = 'deploy/systemd/keystow-worker@.service';

interface Container {
  readonly command: string[];
  readonly args: string[];
  readonly env: { readonly name: string; readonly value: string }[];
  readonly volumeMounts: { readonly name: string; readonly mountPath: string }[];
}

interface Manifest {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: Container[]; readonly volumes: object[] };
    };
  };
}

/** Settings of a unit, in order; a name may come several times. */
function settingsOf(unit: string): [string, string][] {
  return [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
}

describeDatabase('each recipe', (open) => {
  let address: Record<string, string>;
  let token: string;
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-recipe-'));
  beforeAll(async () => {
    await buildCli();
    const rest = await openRest(await open());
    const console = await consoleOverHttp(rest.api);
    token = rest.machine.token;
    writeFileSync(path.join(folder, 'token'), `${token}\n`);
    const body = { key: 'OWN', value: 'of-the-recipe' };
    await rest.send(rest.machine, 'POST', `/apps/${APP}/secrets`, { body });
    const { json } = await rest.send(rest.machine, 'GET', '/server-key');
    address = {
      KEYSTOW_COMMAND: path.resolve('dist/keystow.mjs'),
      KEYSTOW_URL: console.url,
      KEYSTOW_SERVER_KEY: json['current'] as string,
    };
    return async () => {
      await console.goAway();
      rmSync(folder, { recursive: true });
    };
  });

  /** Says that it is up with its secret and without the token, and ends with 3 at SIGTERM. */
  const PROGRAM = [
    'sh',
    '-c',
    `trap 'exit 3' TERM; test "$OWN" = of-the-recipe && test -z "$KEYSTOW_TOKEN$KEYSTOW_TOKEN_FILE$CREDENTIALS_DIRECTORY" && echo up; while :; do sleep 1000 & wait $!; done`,
  ];

  async function expectRuns(argv: readonly string[], env: Record<string, string>) {
    const [command = '', ...args] = argv;
    const one = runProgram([command, ...args], { env: { ...address, ...env } });
    await one.line('up');
    process.kill(one.process.pid!, 'SIGTERM');
    expect([await one.ended, one.allTold()]).toEqual([3, '']);
  }

  it('starts a container’s command, which ends with the container', async () => {
    const dockerfile = readFileSync('deploy/container/Dockerfile', 'utf8');
    const entry = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(dockerfile)![1]!) as string[];
    expect(entry).toEqual(['tini', '--', '/opt/keystow/entrypoint.sh']);
    await expectRuns([ENTRYPOINT, ...PROGRAM], { KEYSTOW_APP: APP, KEYSTOW_TOKEN: token });
    const none = runProgram([ENTRYPOINT, 'true'], { env: address });
    expect(await none.ended).not.toBe(0);
    expect(none.allTold()).toContain('KEYSTOW_APP');
  });

  it('starts what a systemd unit starts, with the token from its credentials', async () => {
    const unit = settingsOf(readFileSync(UNIT, 'utf8'));
    const env: Record<string, string> = {};
    for (const [name, value] of unit) {
      if (name !== 'Environment') continue;
      const [variable = '', text = ''] = value.split(/=(.*)/s);
      env[variable] = text
        .replaceAll('%i', APP)
        .replace('%d/keystow-token', path.join(folder, 'token'))
        .replace('%t', '/dev/shm');
    }
    // A console that is away for long is tried again as long as the unit is wanted, and no memory is dumped.
    expect(unit).toContainEqual(['StartLimitIntervalSec', '0']);
    expect(unit).toContainEqual(['RestartSec', '5']);
    expect(unit).toContainEqual(['LimitCORE', '0']);
    const start = new Map(unit).get('ExecStart')!.split(' ');
    expect(start[0]).toBe('/opt/keystow/entrypoint.sh');
    await expectRuns([ENTRYPOINT, ...PROGRAM], env);
  });

  it('starts what a Kubernetes manifest starts, with the token from its mount', async () => {
    const manifest = parse(readFileSync('deploy/kubernetes/worker.yaml', 'utf8')) as Manifest;
    const { containers, volumes } = manifest.spec.template.spec;
    const { command, env, volumeMounts } = containers[0]!;
    expect(command).toEqual(['tini', '--', '/opt/keystow/entrypoint.sh']);
    expect(volumeMounts).toHaveLength(volumes.length);
    expect(volumes).toContainEqual({
      name: 'memory',
      emptyDir: { medium: 'Memory', sizeLimit: '8Mi' },
    });
    const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const local = { KEYSTOW_TOKEN_FILE: path.join(folder, 'token'), XDG_RUNTIME_DIR: '/dev/shm' };
    await expectRuns([ENTRYPOINT, ...PROGRAM], { ...given, ...address, ...local });
  });
});

describe('the systemd unit', () => {
  it('is one that systemd takes', () => {
    const analyze = '/usr/bin/systemd-analyze';
    // Without systemd its settings are at least names and values in sections.
    if (!existsSync(analyze)) {
      const lines = readFileSync(UNIT, 'utf8').split('\n');
      expect(lines.every((line) => /^(#.*|\[\w+\]|\w+=.*|)$/.test(line))).toBe(true);
      return;
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'keystow-unit-'));
    const unit = path.join(folder, 'keystow-worker@a.service');
    const here = readFileSync(UNIT, 'utf8').replace('/opt/keystow/entrypoint.sh', ENTRYPOINT);
    writeFileSync(unit, here.replace('/usr/bin/node', process.execPath));
    const said = execFileSync(analyze, ['verify', '--man=no', unit], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(said).toBe('');
  });
});
