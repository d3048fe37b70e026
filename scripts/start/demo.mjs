// `npm run demo`: a console of its own, filled once with a sample organization.

import { runChild } from './child.mjs';
import { Failure, step } from './progress.mjs';

/** Folders and administrator of the demonstration, where nothing else is said. */
export function chooseDemo() {
  process.env.DATA_DIR ||= 'data-demo';
  process.env.CONFIG_DIR ||= 'config-demo';
  process.env.KEYSTOW_ADMIN_EMAIL ||= 'demo@keystow.test';
  process.env.KEYSTOW_ADMIN_PASSWORD ||= 'keystow demo console';
}

/** Does nothing when the organization is already filled. */
export function fillDemo() {
  return step('Filling the sample organization', async () => {
    const args = ['--conditions=react-server', '--import', 'tsx', 'prisma/demo.ts'];
    const { code, signal } = await runChild(process.execPath, args);
    if (code !== 0) throw new Failure(`Filling ended with ${signal ?? code}. See above.`);
  });
}

/** What a visitor needs to know, after the address. */
export function demoNotice() {
  return `Sign in as ${process.env.KEYSTOW_ADMIN_EMAIL}, password: ${process.env.KEYSTOW_ADMIN_PASSWORD}`;
}
