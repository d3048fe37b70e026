// What the banner over every page may say of the installation; the frame shows the worst of it.

import { backupSentence } from '@/components/keys/backups/backup-words';
import { DEVELOPMENT_SENTENCE } from '@/components/keys/facts/lock-words';
import type { Notice } from '@/components/shell/notice';
import type { PageContext } from '@/lib/auth/current-actor';
import type { KeyStatus } from '@/lib/contracts/key-status';
import { readBackupStanding } from '@/lib/services/keys/backups/read-backup-standing';
import { countOpenLines } from '@/lib/services/keys/lost/count-open-lines';
import { managesKeys } from './keys/manages-keys';
import { holds } from './own-permissions';

const SEE_KEYS = { label: 'Keys', href: '/keys' };
const SEE_BACKUPS = { label: 'Backups', href: '/backups' };

/** Worst first is the frame's business; among equals the one that is named first is shown. */
export async function frameNotices(ctx: PageContext, status: KeyStatus): Promise<Notice[]> {
  if (status.state === 'locked') {
    const text =
      'Locked: the master key does not open this database. Nothing can be read or sealed.';
    return [{ tone: 'danger', text, action: SEE_KEYS }];
  }
  if (status.state === 'development') {
    return [{ tone: 'due', text: DEVELOPMENT_SENTENCE, action: SEE_KEYS }];
  }
  if (await managesKeys()) return [...(await worksheetNotices(ctx)), ...(await backupNotices(ctx))];
  return (await holds('backups:manage')) ? backupNotices(ctx) : [];
}

async function worksheetNotices(ctx: PageContext): Promise<Notice[]> {
  const open = await countOpenLines(ctx);
  if (open === 0) return [];
  const noun = open === 1 ? '1 secret was' : `${open} secrets were`;
  const text = `${noun} lost with a master key and must be entered again.`;
  return [{ tone: 'due', text, action: { label: 'Worksheet', href: '/keys/lost' } }];
}

/** For those who can do something about it. A key that everybody knows needs no copy. */
async function backupNotices(ctx: PageContext): Promise<Notice[]> {
  const standing = await readBackupStanding(ctx.installation);
  const ownBackups = await holds('backups:manage');
  return (standing?.warnings ?? []).map((warning) => ({
    tone: 'due',
    text: backupSentence(warning, standing!),
    action: warning === 'no_copy' || !ownBackups ? SEE_KEYS : SEE_BACKUPS,
  }));
}
