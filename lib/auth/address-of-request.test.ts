import { describe, expect, it } from 'vitest';
import { addressOfRequest } from './address-of-request';

const from = (trustProxy: boolean, headers: Record<string, string>) =>
  addressOfRequest({ trustProxy }, new Headers(headers));

describe('the address of a request', () => {
  it('is that of the socket, whatever the client claims', () => {
    const headers = { 'x-keystow-peer': '192.0.2.7', 'x-forwarded-for': '198.51.100.1' };
    expect(from(false, headers)).toBe('192.0.2.7');
  });

  it('is what the trusted proxy wrote last, not what was sent to it', () => {
    const headers = { 'x-keystow-peer': '10.0.0.1', 'x-forwarded-for': '1.1.1.1, 198.51.100.9' };
    expect(from(true, headers)).toBe('198.51.100.9');
    expect(from(true, { 'x-keystow-peer': '10.0.0.1' })).toBe('10.0.0.1');
  });

  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:bbbb:0:0:9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '127.0.0.1'],
  ])('of %s counts as %s', (address, network) => {
    expect(from(false, { 'x-keystow-peer': address })).toBe(network);
  });
});
