// Every way to end a console: everything is gone within ten seconds, open connections or not.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { descendantsOf } from '@/lib/testing/process-tree';
import { isRunning } from '@/lib/testing/is-running';
import { startConsole, type ConsoleServer } from './fixtures/console-server';

const ENDS_WITHIN_MS = 10_000;

/** A request that never ends: to the server it is as busy as an open event stream. */
async function holdConnection(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Never-Ending: ');
  return socket;
}

function allProcesses(server: ConsoleServer): number[] {
  return [server.pid, ...descendantsOf(server.pid)];
}

for (const command of ['node', 'npm'] as const) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // npm hands on the first two; a terminal that closes sends the third to every process itself.
    if (command === 'npm' && signal === 'SIGHUP') continue;
    test(`${signal} to ${command} ends everything, with a connection held open`, async () => {
      const server = await startConsole({ database: 'embedded', command });
      try {
        const processes = allProcesses(server);
        const socket = await holdConnection(server.port);
        const closed = once(socket, 'close');
        const ended = await server.stop(signal);
        expect(ended.code).toBe(0);
        expect(ended.durationMs).toBeLessThan(ENDS_WITHIN_MS);
        await closed;
        expect(processes.filter(isRunning)).toEqual([]);
      } finally {
        await server.dispose();
      }
    });
  }
}

test('a port that is in use is named, and nothing is left', async () => {
  const server = await startConsole({ database: 'embedded', command: 'node' });
  try {
    const PORT = String(server.port);
    const second = startConsole({ database: 'embedded', command: 'node', env: { PORT } });
    await expect(second).rejects.toThrow(`Port ${PORT} is in use`);
  } finally {
    await server.dispose();
  }
});
