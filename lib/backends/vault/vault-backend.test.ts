import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeBackend } from '@/lib/testing/backends/backend-suite';
import { taken, takenAll } from '@/lib/testing/backends/taken';
import {
  MOUNT,
  askVault,
  describeVaults,
  keepFields,
  openVaultAt,
  vaultHarness,
} from '@/lib/testing/backends/vault-harness';
import type { Backend } from '../backend';

const NEVER = new AbortController().signal;
const at = (text: string) => parseReference('vault', text);

describeVaults('Vault', (vault) => {
  describeBackend('Vault', vaultHarness(vault));

  let backend: Backend;
  beforeEach(async () => {
    backend = await openVaultAt(vault().url, { credentials: { token: vault().rootToken } });
  });
  afterEach(() => backend.close());

  const get = (text: string) => taken(backend, at(text));
  const callsOf = async (work: () => Promise<unknown>) => {
    const before = vault().calls.length;
    await work();
    return vault().calls.slice(before);
  };

  it('gives the one field of a secret, and asks which where it has several', async () => {
    await keepFields(vault(), 'one', { anything: 'it' });
    await keepFields(vault(), 'several', { user: 'ann', password: 'hunter2' });
    expect(await get('one')).toMatchObject({ text: 'it' });
    const { fault } = await get('several');
    expect(fault).toMatchObject({ code: 'absent' });
    expect(fault!.message).toContain('password, user');
    expect(fault!.message).not.toContain('hunter2');
    await expect(backend.put!(at('several'), Plaintext.fromText('x'), NEVER)).rejects.toMatchObject(
      { code: 'absent' },
    );
  });

  it('gives what is no text as its JSON', async () => {
    await keepFields(vault(), 'exact', { port: 5432, on: true, list: ['a', { b: 1.5 }] });
    const keys = ['port', 'on', 'list'].map((key) => at(`exact?key=${key}`));
    const texts = (await takenAll(backend, keys)).map(({ text }) => text);
    expect(texts).toEqual(['5432', 'true', '["a",{"b":1.5}]']);
  });

  it.each(['12345678901234567890', '1.10', '[1e400]'])(
    'neither gives nor writes back %s, which would not stay exact',
    async (number) => {
      const body = `{"data":{"data":{"number":${number},"text":"12345678901234567890"},"metadata":{"version":1}}}`;
      vault().misbehave({ kind: 'status', status: 200, body });
      expect(await get('rounded?key=text')).toMatchObject({ text: '12345678901234567890' });
      expect(await get('rounded?key=number')).toMatchObject({ fault: { code: 'malformed' } });
      const calls = await callsOf(async () => {
        const put = backend.put!(at('rounded?key=text'), Plaintext.fromText('x'), NEVER);
        await expect(put).rejects.toMatchObject({ code: 'malformed' });
      });
      vault().behave();
      expect(calls.map(({ method }) => method)).toEqual(['GET']);
    },
  );

  it('reads the fields of one secret at once', async () => {
    await keepFields(vault(), 'shared', { a: '1', b: '2', c: '3' });
    await get('shared?key=a');
    const calls = await callsOf(async () => {
      const keys = ['a', 'b', 'c', 'd'].map((key) => at(`shared?key=${key}`));
      const outcomes = await takenAll(backend, keys);
      expect(outcomes.map(({ text, fault }) => text ?? fault?.code)).toEqual([
        '1',
        '2',
        '3',
        'absent',
      ]);
    });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['deleted', 'delete'],
    ['destroyed', 'destroy'],
  ])('says of a version that was %s that it is absent, and that it was', async (how, verb) => {
    await keepFields(vault(), how, { value: 'first' });
    await keepFields(vault(), how, { value: 'second' });
    await askVault(vault(), 'POST', `${MOUNT}/${verb}/${how}`, { versions: [2] });
    const { fault } = await get(how);
    expect(fault).toMatchObject({ code: 'absent' });
    expect(fault!.message).toContain(`Version 2 of ${how} was ${how}`);
    await expect(backend.describe(at(how), NEVER)).rejects.toMatchObject({
      code: 'absent',
      message: fault!.message,
    });
    expect(await get(`${how}?version=1`)).toMatchObject({ text: 'first', version: '1' });
    expect(await get(`${how}?version=7`)).toMatchObject({ fault: { code: 'absent' } });
    const made = await backend.put!(at(how), Plaintext.fromText('third'), NEVER);
    expect(await get(how)).toMatchObject({ text: 'third', version: made.version });
  });

  it('loses no change that somebody else made meanwhile', async () => {
    await keepFields(vault(), 'busy', { first: '0' });
    const keys = ['a', 'b'].map((key) => at(`busy?key=${key}`));
    await Promise.all(keys.map((key) => backend.put!(key, Plaintext.fromText('x'), NEVER)));
    const all = [...keys, at('busy?key=first')];
    expect((await takenAll(backend, all)).map(({ text }) => text)).toEqual(['x', 'x', '0']);
  });

  it('writes no version that is fixed, and no bytes', async () => {
    await keepFields(vault(), 'fixed', { value: 'first' });
    const text = Plaintext.fromText('x');
    await expect(backend.put!(at('fixed?version=1'), text, NEVER)).rejects.toMatchObject({
      code: 'denied',
    });
    const bytes = Plaintext.fromBytes(new Uint8Array([0xff]));
    await expect(backend.put!(at('fixed'), bytes, NEVER)).rejects.toMatchObject({
      code: 'malformed',
    });
    expect(await get('fixed')).toMatchObject({ text: 'first' });
  });

  it('reads another mount, and tells one that is not there or is Vault’s own', async () => {
    await vault().addMount('team/kv');
    await askVault(vault(), 'POST', 'team/kv/data/a', { data: { value: 'there' } });
    expect(await get('a?mount=team%2Fkv')).toMatchObject({ text: 'there' });
    const { fault } = await get('a?mount=nowhere');
    expect([fault?.code, fault?.message]).toEqual(['absent', expect.stringContaining('nowhere')]);
    for (const own of ['sys', 'auth%2Ftoken', 'cubbyhole', 'identity']) {
      expect(await get(`a?mount=${own}`)).toMatchObject({ fault: { code: 'denied' } });
    }
  });

  it('lists folders within folders, in order and each once', async () => {
    const paths = ['walk', 'walk/a', 'walk/a/b', 'walk/a-b', 'walk/z/y/x', 'walk.d/e'];
    for (const path of paths) await keepFields(vault(), path, { value: 'x' });
    for (let i = 0; i < 60; i += 1) await keepFields(vault(), `walk/many/${i}/deep`, { v: 'x' });
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page = await backend.list!(after, NEVER);
      names.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after !== null);
    const mine = names.filter((name) => /^walk([./]|$)/.test(name));
    expect(new Set(mine).size).toBe(mine.length);
    expect(mine).toHaveLength(66);
    expect(mine).toEqual(expect.arrayContaining(paths));
  });

  it('names the fields of an object, and never what is in them', async () => {
    await keepFields(vault(), 'keyed', { user: 'ann', password: 'hunter2' });
    expect(await backend.keys!(at('keyed'), NEVER)).toEqual(['password', 'user']);
    await expect(backend.keys!(at('keyed/not'), NEVER)).rejects.toMatchObject({ code: 'absent' });
  });

  it('describes by the value’s own answer what a token may read but not look up', async () => {
    await keepFields(vault(), 'values/only', { value: 'x' });
    const token = await vault().addToken({ read: [`${MOUNT}/data/values/*`] });
    const limited = await openVaultAt(vault().url, { credentials: { token } });
    expect(await limited.describe(at('values/only'), NEVER)).toMatchObject({ version: '1' });
    expect(await taken(limited, at('one'))).toMatchObject({ fault: { code: 'denied' } });
    const steps = await limited.test(NEVER);
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['reach Vault', true],
      ['sign in', true],
      [`find ${MOUNT}`, true],
      ['list secrets', false],
      ['write secrets', null],
    ]);
    limited.close();
  });
});
