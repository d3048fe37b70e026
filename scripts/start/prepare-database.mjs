// Checks the environment and migrates the database in a child of its own: making an embedded
// database takes 800 MB, which a long-lived process would not give back.

import { runChild } from './child.mjs';
import { Failure, step } from './progress.mjs';

/**
 * Answers the checked settings that a start itself needs.
 * @returns {Promise<{ host: string, port: number, baseUrl: string | undefined }>}
 */
export function prepareDatabase() {
  return step('Preparing the database', async () => {
    const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/prepare-database.ts'];
    const { code, signal, message } = await runChild(process.execPath, args, { messages: true });
    if (code !== 0 || !message) {
      throw new Failure(`Preparing the database ended with ${signal ?? code}. See above.`);
    }
    return message;
  });
}
