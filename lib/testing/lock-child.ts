// A process that takes the folder lock named by its argument, says how that went, and waits.

import { lockFolder } from '@/lib/db/connection/folder-lock';

const [folder = ''] = process.argv.slice(2);
const answer = await lockFolder(folder).then(
  () => ({ held: true, message: '' }),
  (error: Error) => ({ held: false, message: error.message }),
);
process.stdout.write(`${JSON.stringify({ pid: process.pid, ...answer })}\n`);
process.stdin.once('close', () => process.exit()).resume();
