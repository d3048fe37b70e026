import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const CLOUD = /^(@aws-sdk\/|@smithy\/|@google-cloud\/|google-auth-library$)/;
const ROOT = path.join(import.meta.dirname, '../..');
/** Wherever the console and its command begin. */
const ENTRIES = [
  'instrumentation.ts',
  'proxy.ts',
  'lib/cli/main.ts',
  'lib/cli/in-process/take-delivery.ts',
  'lib/backends/registry.ts',
  ...readdirSync(path.join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)(page|layout|route|actions)\.tsx?$/.test(name))
    .map((name) => path.join('app', name)),
];

interface Edge {
  readonly path: string;
  readonly kind: string;
  readonly external?: boolean;
}

describe('the libraries of the clouds', () => {
  let inputs: Readonly<Record<string, { readonly imports: readonly Edge[] }>>;
  beforeAll(async () => {
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: ENTRIES,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      conditions: ['react-server'],
      outdir: 'dist/never-written',
      write: false,
      metafile: true,
      loader: { '.css': 'empty' },
      logLevel: 'silent',
    });
    inputs = metafile.inputs;
  });

  it('are loaded by nothing that is loaded at the start or with a page', () => {
    const loaded = reachedFrom(ENTRIES, ({ kind }) => kind !== 'dynamic-import');
    expect(loaded.size).toBeGreaterThan(300);
    expect([...loaded].filter((name) => CLOUD.test(name))).toEqual([]);
  });

  it('are loaded by the backends of their kind, and by nothing else', () => {
    const loaders = Object.entries(inputs).filter(([, { imports }]) =>
      imports.some(({ path: name }) => CLOUD.test(name)),
    );
    const folders = new Set(loaders.map(([name]) => path.dirname(name)));
    expect([...folders].toSorted()).toEqual(['lib/backends/aws', 'lib/backends/gcp']);
    const all = reachedFrom(['lib/backends/registry.ts'], () => true);
    expect([...all]).toEqual(
      expect.arrayContaining(['@aws-sdk/client-secrets-manager', 'google-auth-library']),
    );
  });

  it('stay outside of what is built, so that building cannot draw them in', () => {
    const config = readFileSync(path.join(ROOT, 'next.config.mjs'), 'utf8');
    const external = /serverExternalPackages: \[([^\]]*)\]/.exec(config)?.[1] ?? '';
    for (const name of [
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/credential-providers',
      '@smithy/node-http-handler',
      'google-auth-library',
    ]) {
      expect(external).toContain(`'${name}'`);
    }
  });

  function reachedFrom(begin: readonly string[], follows: (edge: Edge) => boolean): Set<string> {
    const reached = new Set<string>(begin);
    for (const name of reached) {
      for (const edge of inputs[name]?.imports ?? []) if (follows(edge)) reached.add(edge.path);
    }
    return reached;
  }
});
