// Where the console listens and how that ends. `localhost` means both loopback addresses, so that no
// other program can answer in its place on the other one.

import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port cannot be had; the message says what to do. */
export class PortRefused extends Error {}

/**
 * Lets `http` answer on every address of `host`.
 * @param {import('node:http').Server} http
 * @param {string} host
 * @param {number} port
 */
export async function openFrontDoor(http, host, port) {
  const sockets = new Set();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const pass = (socket) => http.emit('connection', socket);
  const servers = await listen(host, port, (index) => (index === 0 ? http : createServer(pass)));

  /** No new connections; idle ones end now, open event streams and web sockets after `graceMs`. */
  async function close(graceMs) {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    http.closeIdleConnections();
    const late = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    await Promise.all(closed);
    clearTimeout(late);
  }
  return { close };
}

/**
 * The port itself when it is free, or any free one for 0. Asked before the build, which takes a while.
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number>}
 */
export async function freePort(host, port) {
  const servers = await listen(host, port, () => createServer());
  const free = servers[0].address().port;
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return free;
}

/** A machine without IPv6 has one loopback address only. */
async function listen(host, port, make) {
  const servers = [];
  for (const [index, address] of addressesOf(host).entries()) {
    const server = make(index);
    try {
      server.listen({ port: servers[0]?.address().port ?? port, host: address });
      await once(server, 'listening');
      servers.push(server);
    } catch (error) {
      const noIpv6 = address === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code);
      if (noIpv6) continue;
      for (const open of servers) open.close();
      throw refusalOf(error, address, port);
    }
  }
  return servers;
}

function addressesOf(host) {
  return host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
}

function refusalOf(error, address, port) {
  const messages = {
    EADDRINUSE: `Port ${port} is in use on ${address}. Stop what listens there, or set PORT.`,
    EACCES: `This user may not listen on port ${port}. Set PORT to 1024 or higher.`,
    EADDRNOTAVAIL: 'HOST: expected an address of this machine.',
    ENOTFOUND: 'HOST: expected a name or an address of this machine.',
  };
  return error.code in messages ? new PortRefused(messages[error.code]) : error;
}
