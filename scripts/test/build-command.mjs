// Before the tests: the `keystow` command as it is delivered, which they start as a process of its own.

import { buildCli } from '../start/build-cli.mjs';

export async function setup() {
  await buildCli();
}
