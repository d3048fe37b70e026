import { describe, expect, it } from 'vitest';
import { isAllowedAddress, mayBePrivate } from './allowed-address';
import { guardAddress } from './guarded-agents';

describe('the addresses that a webhook may reach', () => {
  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '64:ff9b::169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '64:ff9b::6464:64c8',
    '168.63.129.16',
    '64:ff9b::168.63.129.16',
    '192.0.0.192',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    'ff02::1',
  ])('never include %s, whatever the operator has named', (address) => {
    expect(isAllowedAddress(address, true)).toBe(false);
  });

  it.each(['10.0.0.1', '192.168.1.1', '127.0.0.1', '::1', 'fd12::1', '64:ff9b::8.8.8.8'])(
    'include %s for a host that the operator has named, and no other',
    (address) => {
      expect([isAllowedAddress(address, true), isAllowedAddress(address, false)]).toEqual([
        true,
        false,
      ]);
    },
  );

  it.each(['8.8.8.8', '168.63.129.17', '2606:4700::1111'])(
    'include %s, which is public',
    (address) => {
      expect(isAllowedAddress(address, false)).toBe(true);
    },
  );
});

describe('a host that the operator has named', () => {
  const rules = {
    production: true,
    privateHosts: ['vault.lan:8200', 'db.lan', '[fd12::1]:8200', 'fd12::2'],
  };

  it.each<[string, number, boolean]>([
    ['vault.lan', 8200, true],
    ['vault.lan', 443, false],
    ['db.lan', 1234, true],
    ['[fd12::1]', 8200, true],
    ['fd12::1', 443, false],
    ['fd12::2', 443, true],
    ['other.lan', 8200, false],
  ])('with a port may be private at that port alone: %s, %i', (host, port, may) => {
    expect(mayBePrivate(host, rules, port)).toBe(may);
  });

  it('with a port is not asked at another, because the lookup does not know it', () => {
    const refused = expect.objectContaining({ code: 'denied' }) as Error;
    expect(() => guardAddress(new URL('https://vault.lan'), rules)).toThrow(refused);
    expect(() => guardAddress(new URL('http://vault.lan:8200'), rules)).not.toThrow();
    expect(() => guardAddress(new URL('https://elsewhere.example'), rules)).not.toThrow();
  });
});
