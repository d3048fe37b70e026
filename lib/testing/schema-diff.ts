// How a live schema differs from prisma/schema.prisma, by Prisma's own schema engine in WebAssembly.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const SCHEMA_FILE = 'prisma/schema.prisma';

/** The SQL that leads from the schema of `server` to the datamodel; empty when they are the same. */
export async function diffToDatamodel(server: PGlite): Promise<string> {
  await loadEngine();
  const file = { path: SCHEMA_FILE, content: await readFile(SCHEMA_FILE, 'utf8') };
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: [[file.path, file.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(server)),
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [file], configDir: path.dirname(SCHEMA_FILE) },
      to: { tag: 'schemaDatamodel', files: [file] },
      script: true,
      exitCode: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    });
    const script = stdout?.trim() ?? '';
    return script === '-- This is an empty migration.' ? '' : script;
  } finally {
    engine.free();
  }
}

let loaded: Promise<void> | null = null;

/** The package expects a bundler to load its WebAssembly, so it is done here by hand. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': engineModule as unknown as WebAssembly.ModuleImports,
    });
    const setWasm: unknown = Reflect.get(engineModule, '__wbg_set_wasm');
    if (typeof setWasm !== 'function') throw new Error('The schema engine has changed its entry.');
    setWasm(instance.exports);
    const start = instance.exports['__wbindgen_start'];
    if (typeof start === 'function') start();
  })();
  return loaded;
}
