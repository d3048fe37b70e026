// `keystow keys jwt …`: changes the secret that signs sessions, from the command line.

import { InvalidArgumentError, type Command } from 'commander';
import type { JwtStatus } from '@/lib/contracts/jwt';
import { atJwtDesk } from '../desks/at-jwt-desk';
import type { JwtDesk } from '../desks/jwt-desk';
import { outputOf, withOutput, type OutputOptions } from '../output';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';

const DESCRIPTION = `The secret that signs sessions. Nobody is signed out by changing it.

A config/jwt.secret that Keystow made:  rotate, then finish once no session needs the old one.
JWT_SECRET of the environment:  set the new one there, the old one as JWT_SECRET_PREVIOUS, restart
each node; take JWT_SECRET_PREVIOUS away once status says that no session needs it.`;

const NEXT: Readonly<Record<JwtStatus['step'], string>> = {
  new: 'nothing is under way',
  deploy: 'nodes sign with different secrets: give each both, and restart it',
  move: 'sessions move over with their next request',
  remove: 'no session needs the old secret: it may go',
};

interface RotateOptions extends OutputOptions {
  readonly change?: string;
  readonly bring?: boolean;
}

interface FinishOptions extends OutputOptions {
  readonly endSessions?: number;
  readonly verification?: string;
}

export function addKeysJwt(keys: Command, terminal: Terminal): void {
  const group = keys
    .command('jwt')
    .summary('see and change the secret that signs sessions')
    .description(DESCRIPTION);
  const sub = (name: string, summary: string) =>
    withOutput(group.command(name)).summary(summary).description(`${summary}.`);
  const answer = (options: OutputOptions, act: (desk: JwtDesk) => Promise<JwtStatus>) =>
    atJwtDesk(async (desk) => {
      const status = await act(desk);
      outputOf(terminal, options).result(status, jwtText(status));
    });

  sub('status', 'Say which JWT secrets sign and are accepted, and which sessions need them').action(
    (options: OutputOptions) => answer(options, (desk) => desk.status()),
  );
  sub('rotate', 'Put a new config/jwt.secret in force and keep the old one for its sessions')
    .option('--change <number>', 'the number of your change record')
    .option('--bring', 'read the new secret from standard input instead of making one')
    .action(async (options: RotateOptions) => {
      const secret = options.bring
        ? await readSecret(terminal, 'Give the new JWT secret.')
        : undefined;
      await answer(options, (desk) => desk.rotate(secret, options.change));
    });
  sub('finish', 'Delete the old secret; refused while live sessions need it')
    .option('--end-sessions <count>', 'how many of its live sessions may end', wholeNumber)
    .option('--verification <text>', 'how the new secret was verified, for the record')
    .action((options: FinishOptions) => {
      const { endSessions, verification } = options;
      return answer(options, (desk) =>
        desk.finish({
          ...(endSessions === undefined ? {} : { endSessions }),
          ...(verification === undefined ? {} : { verification }),
        }),
      );
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

function jwtText({ source, current, previous, nodes, step }: JwtStatus): string {
  const ends = previous?.lastEndsAt ? `; unused, the last ends at ${previous.lastEndsAt}` : '';
  return [
    `current      ${current.kid} from ${source}, ${current.sessions} live sessions`,
    previous
      ? `previous     ${previous.kid} from ${previous.source}, ${previous.sessions} live sessions${ends}`
      : 'previous     none',
    ...nodes.map(
      (node) =>
        `node         ${node.host} (process ${node.pid}) signs with ${node.current}, accepts ${node.previous ?? 'no other'}`,
    ),
    `state        ${NEXT[step]}`,
  ].join('\n');
}
