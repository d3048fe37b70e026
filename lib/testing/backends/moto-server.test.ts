import { expect, it } from 'vitest';
import { DOWN, throttling } from './loopback-server';
import { MOTO_CREDENTIALS, describeMoto } from './moto-server';

const { region, accessKeyId } = MOTO_CREDENTIALS;

/** As the AWS clients speak; moto does not look at the signature. */
function ask(url: string, operation: string, body: object): Promise<Response> {
  const credential = `${accessKeyId}/20261122/${region}/secretsmanager/aws4_request`;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `secretsmanager.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=00`,
    },
    body: JSON.stringify(body),
  });
}

describeMoto('a server that plays AWS', (moto) => {
  it('keeps secrets, and forgets them when told', async () => {
    const { url } = moto();
    expect((await ask(url, 'CreateSecret', { Name: 'db', SecretString: 'x' })).status).toBe(200);
    const read = await ask(url, 'BatchGetSecretValue', { SecretIdList: ['db', 'none'] });
    expect(await read.json()).toMatchObject({
      SecretValues: [{ Name: 'db', SecretString: 'x', VersionStages: ['AWSCURRENT'] }],
      Errors: [{ SecretId: 'none', ErrorCode: 'ResourceNotFoundException' }],
    });
    await moto().reset();
    const gone = await ask(url, 'GetSecretValue', { SecretId: 'db' });
    // AWS itself says 400 here, and moto 404: clients go by the name.
    expect(gone.ok).toBe(false);
    expect(await gone.json()).toMatchObject({ __type: 'ResourceNotFoundException' });
  });

  it('misbehaves for as many calls as it is told, and then no more', async () => {
    const { url, misbehave, calls } = moto();
    const list = () => ask(url, 'ListSecrets', {});
    const before = calls.length;
    misbehave(DOWN, 2);
    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([
      503, 503, 200,
    ]);
    misbehave(throttling(7), 1);
    const throttled = await list();
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    misbehave({ kind: 'garbage' }, 1);
    await expect((await list()).json()).rejects.toThrow(SyntaxError);
    misbehave({ kind: 'delay', ms: 30 }, 1);
    const begun = performance.now();
    expect((await list()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
    expect(calls.length - before).toBe(6);
  });

  it('cuts connections until it is told to behave', async () => {
    const { url, misbehave, behave } = moto();
    misbehave({ kind: 'cut' });
    const cut = async () => (await ask(url, 'ListSecrets', {})).text();
    await expect(cut()).rejects.toThrow();
    await expect(cut()).rejects.toThrow();
    behave();
    expect(JSON.parse(await cut())).toMatchObject({ SecretList: [] });
  });
});
