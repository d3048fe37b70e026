// Where Prisma finds the schema. `generate` and `validate` only run wasm, yet look for a schema
// engine to download: any existing file satisfies them.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
