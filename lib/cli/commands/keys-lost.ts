// `keystow keys try` and `keystow keys recover`: a key that was found, before and after a reset.

import type { Command } from 'commander';
import { atKeyDesk } from '../desks/at-key-desk';
import { outputOf } from '../output';
import type { OutputOptions } from '../output';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';

const FITS = {
  in_force: 'opens this database: start Keystow with it',
  set_aside: 'opens what was set aside: keystow keys recover brings it back',
  no: 'opens nothing here',
} as const;

/** `sub` makes a command of the group with that name and summary. */
export function addLostKeys(
  sub: (name: string, summary: string) => Command,
  terminal: Terminal,
): void {
  sub('try', 'Read a master key that was found and say whether it opens this database').action(
    async (options: OutputOptions) => {
      const key = await readSecret(terminal, 'Give the key that was found.');
      await atKeyDesk(async (desk) => {
        const tried = await desk.tryKey(key);
        outputOf(terminal, options).result(tried, `${tried.fingerprint} ${FITS[tried.fits]}.`);
      });
    },
  );
  sub('recover', 'Read a lost master key that turned up and open what was set aside').action(
    async (options: OutputOptions) => {
      const key = await readSecret(terminal, 'Give the lost master key.');
      await atKeyDesk(async (desk) => {
        const { recovered, unreadable, left } = await desk.recover(key);
        const text = `${recovered} versions open again, ${unreadable} do not open, ${left} are still set aside.`;
        outputOf(terminal, options).result({ recovered, unreadable, left }, text);
      });
    },
  );
}
