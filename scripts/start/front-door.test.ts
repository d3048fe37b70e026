import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import { connect, createServer as createSocketServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, openFrontDoor, PortRefused } from './front-door.mjs';

/** Some machines have no IPv6. */
const LOOPBACKS = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .map((one) => one.address)
  .filter((address) => ['127.0.0.1', '::1'].includes(address));

const open: { close: (graceMs: number) => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.close(0)));
});

async function openDoor(http: Server, host: string): Promise<number> {
  open.push(await openFrontDoor(http, host, 0));
  return (http.address() as AddressInfo).port;
}

function eventStream(): Server {
  return createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
  });
}

describe('the front door', () => {
  it('answers on both loopback addresses when no host is named', async () => {
    const port = await openDoor(
      createServer((_request, response) => response.end('here')),
      'localhost',
    );
    for (const address of LOOPBACKS) {
      const host = address.includes(':') ? `[${address}]` : address;
      expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('here');
    }
  });

  it('closes at once when every connection is idle', async () => {
    const port = await openDoor(
      createServer((_request, response) => response.end()),
      'localhost',
    );
    await fetch(`http://127.0.0.1:${port}/`);
    const begun = performance.now();
    await open.pop()?.close(20_000);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it.each(LOOPBACKS)('ends an open event stream on %s after the grace', async (host) => {
    const port = await openDoor(eventStream(), 'localhost');
    const request = get({ host, port });
    const ended = new Promise((resolve) => {
      request.on('error', resolve);
      request.on('response', (response) => response.on('close', resolve).resume());
    });
    await once(request, 'response');
    await open.pop()?.close(50);
    await ended;
  });

  it('ends a web socket, of which the HTTP server no longer knows', async () => {
    const http = createServer();
    http.on('upgrade', (_request, socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    );
    const port = await openDoor(http, '127.0.0.1');
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: test\r\n\r\n');
    await once(socket, 'data');
    await open.pop()?.close(50);
    if (!socket.closed) await once(socket, 'close');
  });

  it.each(LOOPBACKS)('says which port is in use on %s, and what to do', async (address) => {
    const other = createSocketServer().listen({ port: 0, host: address, ipv6Only: true });
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = freePort('localhost', port);
    await expect(refused).rejects.toThrow(PortRefused);
    await expect(refused).rejects.toThrow(`Port ${port} is in use on ${address}`);
    other.close();
  });

  it('finds a free port for 0', async () => {
    expect(await freePort('localhost', 0)).toBeGreaterThan(0);
  });
});
