// A console that runners speak to over HTTP, as processes of their own, with one app to deliver to.

import { onTestFinished } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { consoleOverHttp } from './console-over-http';
import { openRest } from './rest';
import type { Answer, Rest } from './rest';
import { runWorker } from './run-worker';
import type { RunProcess } from './run-worker';

export const RUNNER_APP = 'payments.production.billing';

export interface RunnerConsole {
  readonly rest: Rest;
  readonly url: string;
  /** What a runner is told by its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** As the machine that may do everything. */
  readonly send: (method: string, path: string, body?: object) => Promise<Answer>;
  /** Of the app; throws where it is refused. */
  readonly put: (key: string, value: string, more?: object) => Promise<void>;
  readonly sql: (text: string, ...values: unknown[]) => Promise<unknown>;
  /** Ended with the test; `env` goes over that of the console. */
  readonly run: (
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    terminal?: boolean,
  ) => RunProcess;
  readonly close: () => Promise<void>;
}

export async function runnerConsole(database: Database): Promise<RunnerConsole> {
  const rest = await openRest(database);
  const { url, goAway } = await consoleOverHttp(rest.api);
  const send: RunnerConsole['send'] = (method, path, body) =>
    rest.send(rest.machine, method, path, body === undefined ? {} : { body });
  const { json } = await send('GET', '/server-key');
  const pinned = String(json['current']);
  const env = {
    KEYSTOW_URL: url,
    KEYSTOW_TOKEN: rest.machine.token,
    KEYSTOW_SERVER_KEY: pinned,
  };
  return {
    rest,
    url,
    env,
    send,
    put: async (key, value, more = {}) => {
      const made = await send('POST', `/apps/${RUNNER_APP}/secrets`, { key, value, ...more });
      if (made.status >= 300) throw new Error(`${key} was not put: ${made.text}`);
    },
    sql: (text, ...values) => rest.installation.database.pool.query(text, values),
    run: (args, more = {}, terminal = false) => {
      const made = runWorker(args, { env: { ...env, ...more }, terminal });
      onTestFinished(async () => {
        made.process.kill('SIGTERM');
        await made.ended;
      });
      return made;
    },
    close: goAway,
  };
}
