import { describe, expect, it } from 'vitest';
import { readDatabaseAddress } from './database-address';
import { Plaintext } from './plaintext';

const read = (text: string) => readDatabaseAddress(Plaintext.fromText(text));

describe('the address of a database', () => {
  it.each([
    ['postgresql://app:p%40ss@db.example.org/shop', 'postgresql', 'db.example.org', 5432],
    ['postgres://app@DB.example.org:6543/shop', 'postgresql', 'db.example.org', 6543],
    ['postgresql+asyncpg://app:x@db.example.org/shop', 'postgresql', 'db.example.org', 5432],
    ['mysql+pymysql://app:x@db.example.org/shop', 'mysql', 'db.example.org', 3306],
    ['mariadb://app:x@10.0.0.7/shop', 'mariadb', '10.0.0.7', 3306],
    ['mongodb://app:x@db.example.org/shop?authSource=admin', 'mongodb', 'db.example.org', 27017],
    ['postgresql://app:x@[2001:db8::7]:5433/shop', 'postgresql', '2001:db8::7', 5433],
  ])('%s shows its host, port, database and user', (text, kind, host, port) => {
    expect(read(text)).toMatchObject({ kind, host, port, database: 'shop', username: 'app' });
  });

  it('keeps what it does not name empty, and its password and parameters apart', () => {
    expect(read('rediss://:secret-word@cache.example.org/0?x=y')).toEqual({
      ...{ kind: 'redis', host: 'cache.example.org', port: 6379, database: '0', username: '' },
      ...{ password: 'secret-word', parameters: new Map([['x', 'y']]) },
    });
    expect(read('postgresql://app:p%40ss@db.example.org/shop')?.password).toBe('p@ss');
  });

  it.each([
    ['', 'nothing'],
    ['db.example.org', 'no scheme'],
    ['https://db.example.org/shop', 'another scheme'],
    ['postgresql:///shop?host=/var/run', 'no host'],
    ['postgresql://a.example,b.example/shop', 'several hosts'],
    ['mongodb+srv+x://a.example/shop', 'a driver that is none'],
    ['postgresql://app:x@db.example.org/shop#x', 'a fragment'],
    ['postgresql://app:%zz@db.example.org/shop', 'what cannot be decoded'],
    ['postgresql://app:x@db.example.org/sh%0Aop', 'a line break'],
    ['postgresql://secretword:secretword@db.example.org/shop', 'a user that is the password'],
    [`postgresql://db.example.org/${'x'.repeat(5000)}`, 'more than 4 KiB'],
  ])('%s is refused: %#', (text) => {
    expect(read(text)).toBeNull();
  });
});
