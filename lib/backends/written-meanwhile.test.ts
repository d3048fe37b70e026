import { describe, expect, it } from 'vitest';
import { parseReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import type { AwsSession } from './aws/aws-session';
import { writeSecret as writeAws } from './aws/write-secret';
import { writeSecret as writeGcp } from './gcp/gcp-secrets';
import type { GcpSession } from './gcp/gcp-session';
import type { VaultCaller } from './vault/vault-caller';
import { putField } from './vault/write-fields';

const { signal } = new AbortController();
const value = () => Plaintext.fromText('canary-mine');
const meanwhile = { code: 'throttled', meanwhile: true };

describe('a value that somebody else writes at the same time, past this console, is told', () => {
  /** `other`: a version that appears between the look and the write. */
  function aws(other: boolean): AwsSession {
    const stages: Record<string, string[]> = { first: ['AWSCURRENT'] };
    const next = (id: string) => {
      for (const one of Object.keys(stages)) {
        stages[one] = stages[one]!.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : [];
      }
      stages[id] = ['AWSCURRENT'];
    };
    const ask = async (action: string) => {
      if (action !== 'PutSecretValue') return { VersionIdsToStages: structuredClone(stages) };
      if (other) next('other');
      next('mine');
      return { VersionId: 'mine' };
    };
    return { ask: ask as AwsSession['ask'], close: () => undefined };
  }

  it('at AWS by the version before it', async () => {
    const reference = parseReference('aws', 'db');
    expect(await writeAws(aws(false), reference, value(), signal)).toBe('mine');
    await expect(writeAws(aws(true), reference, value(), signal)).rejects.toMatchObject(meanwhile);
  });

  function gcp(other: boolean): GcpSession {
    const name = (number: number) => ({ name: `projects/1/secrets/db/versions/${number}` });
    const ask = async (method: string) => name(method === 'GET' ? 3 : other ? 5 : 4);
    return { project: 'p', ask, close: () => undefined };
  }

  it('at Google by its number', async () => {
    const reference = parseReference('gcp', 'db');
    const written = await writeGcp(gcp(false), reference, value(), signal);
    expect(written.version).toBe('4');
    await expect(writeGcp(gcp(true), reference, value(), signal)).rejects.toMatchObject(meanwhile);
  });

  /** `others`: what is written between the first look and the write. */
  function vault(others: Record<string, string>): { call: VaultCaller; kept: () => unknown } {
    let [version, fields, races] = [1, { a: 'before', b: 'kept' } as Record<string, string>, 1];
    const answer = (status: number, body: object) => ({ status, body, exact: true }) as never;
    const call = (async ({ method, path, body }) => {
      if (path.startsWith('sys/')) {
        return answer(200, { data: { type: 'kv', options: { version: '2' } } });
      }
      if (method === 'GET') {
        return answer(200, { data: { data: fields, metadata: { version } } });
      }
      if (races > 0) [races, version, fields] = [0, version + 1, { ...fields, ...others }];
      const { options, data } = body as never as { options: { cas: number }; data: typeof fields };
      if (options.cas !== version) {
        return answer(400, { errors: ['check-and-set parameter did not match'] });
      }
      [version, fields] = [version + 1, data];
      return answer(200, { data: { version } });
    }) as VaultCaller;
    return { call, kept: () => fields };
  }

  it('at Vault where it is the same field, and another field stays as they wrote it', async () => {
    const reference = parseReference('vault', 'db?key=a');
    const place = { mount: 'kv', path: 'db', text: 'db' };
    const other = vault({ b: 'theirs' });
    await putField({ call: other.call, place, reference }, value(), signal);
    expect(other.kept()).toEqual({ a: 'canary-mine', b: 'theirs' });
    const same = vault({ a: 'theirs' });
    const written = putField({ call: same.call, place, reference }, value(), signal);
    await expect(written).rejects.toMatchObject(meanwhile);
    expect(same.kept()).toEqual({ a: 'theirs', b: 'kept' });
  });
});
