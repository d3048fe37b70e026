// Every way to end a console: everything is gone within ten seconds, open connections or not.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
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

for (const [command, signals] of [
  ['node', ['SIGTERM', 'SIGINT', 'SIGHUP']],
  // npm hands on these two; a terminal that closes tells every process itself.
  ['npm', ['SIGTERM', 'SIGINT']],
] as const) {
  test(`a signal to ${command} ends everything, with a connection held open`, async () => {
    const server = await startConsole({ database: 'embedded', command });
    try {
      for (const signal of signals) {
        if (!server.runs) await server.restart();
        const processes = allProcesses(server);
        const socket = await holdConnection(server.port);
        const closed = once(socket, 'close');
        const ended = await server.stop(signal);
        expect(ended).toMatchObject({ code: 0, signal: null });
        expect(ended.durationMs).toBeLessThan(ENDS_WITHIN_MS);
        await closed;
        expect(processes.filter(isRunning)).toEqual([]);
      }
    } finally {
      await server.dispose();
    }
  });
}

test('a port that is in use is named before anything is built', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const refused = startConsole({ database: 'embedded', env: { PORT: String(port) } });
  await expect(refused).rejects.toThrow(`Port ${port} is in use`);
  other.close();
});

test('a wrong setting is named, with what was expected, and not quoted', async () => {
  const refused = startConsole({ database: 'embedded', env: { LOG_LEVEL: 'canary-of-a-level' } });
  await expect(refused).rejects.toThrow('LOG_LEVEL: expected fatal, error, warn');
  await expect(refused).rejects.not.toThrow('canary-of-a-level');
});
