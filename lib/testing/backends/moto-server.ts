// AWS on loopback as moto plays it: a server that nobody here wrote, for whatever speaks to Secrets Manager.

import { afterAll, beforeAll, describe } from 'vitest';
import { type LoopbackServer, startInFrontOf } from './loopback-server';
import { findPython } from './python';
import { type TiedProgram, startTied } from './tied-program';

/** moto's own main function; any free port. */
const START = 'from moto.server import main; main(["-H", "127.0.0.1", "-p", "0"])';
const LISTENS = /Running on (http:\/\/127\.0\.0\.1:\d+)/;

/** Any keys do, but the client wants some. */
export const MOTO_CREDENTIALS = {
  region: 'eu-central-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

export interface MotoServer extends LoopbackServer {
  /** Forgets every secret. */
  reset(): Promise<void>;
}

/** Starts one. Throws where Python is not there; `describeMoto` skips then. */
export async function startMoto(): Promise<MotoServer> {
  const python = await findPython();
  if ('reason' in python) throw new Error(python.reason);
  const program: TiedProgram & { match: RegExpExecArray } = await startTied(
    [python.path, '-c', START],
    LISTENS,
  );
  const target = program.match[1]!;
  const front = await startInFrontOf(target);
  return {
    ...front,
    reset: async () => {
      const { ok } = await fetch(`${target}/moto-api/reset`, { method: 'POST' });
      if (!ok) throw new Error('moto did not reset itself.');
    },
    close: async () => {
      await front.close();
      await program.stop();
    },
  };
}

const python = await findPython();
if ('reason' in python) process.stderr.write(`Not run against moto: ${python.reason}\n`);

/** Runs `suite` with a moto of its own, where Python can be had; call `moto` within tests and hooks. */
export function describeMoto(name: string, suite: (moto: () => MotoServer) => void): void {
  describe.skipIf('reason' in python)(`${name} [moto]`, () => {
    let started: MotoServer | undefined;
    beforeAll(async () => {
      started = await startMoto();
    });
    afterAll(() => started?.close());
    suite(() => {
      if (!started) throw new Error('Ask for moto within a test or a hook.');
      return started;
    });
  });
}
