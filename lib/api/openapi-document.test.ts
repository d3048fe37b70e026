import { expect, it } from 'vitest';
import { createApi } from './app';

interface Operation {
  readonly security?: readonly object[];
  readonly operationId?: string;
  readonly responses: Readonly<Record<string, { content?: Record<string, unknown> }>>;
  readonly requestBody?: object;
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: object; readonly schemas: object };
}

/** Open to whoever holds a link. */
const OF_LINKS = ['/api/v1/intake/read', '/api/v1/intake/answer'];

const api = createApi(() => Promise.reject(new Error('The document needs no installation.')));

async function read(): Promise<OpenApiDocument> {
  const answer = await api.request('/api/v1/openapi.json');
  expect(answer.status).toBe(200);
  return (await answer.json()) as OpenApiDocument;
}

const operationsOf = (document: OpenApiDocument) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

it('is an OpenAPI 3.1 document that anybody may read', async () => {
  const document = await read();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.components.securitySchemes)).toEqual(['bearerToken', 'session']);
});

it('describes every route of the application, and nothing else', async () => {
  const described = operationsOf(await read()).map(
    ({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{(.+?)\}/g, ':$1')}`,
  );
  const routes = api.routes.filter((route) => route.method !== 'ALL');
  const served = new Set(routes.map((route) => `${route.method} ${route.path}`));
  expect([...served].sort()).toEqual(described.sort());
});

it('says of every operation who may call it and how it refuses', async () => {
  const operations = operationsOf(await read());
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, method, operation } of operations) {
    if (path === '/api/v1/openapi.json') continue;
    const ofLink = OF_LINKS.includes(path);
    const wanted = ['400', ...(ofLink ? ['429'] : ['401', '403']), '404', '500', '503'];
    if (method === 'post') wanted.push('409', '422', '423');
    if (method === 'post' && operation.requestBody) wanted.push('413', '415');
    expect(Object.keys(operation.responses), path).toEqual(expect.arrayContaining(wanted));
    const either = [{ bearerToken: [] }, { session: [] }];
    expect(operation.security, path).toEqual(ofLink ? [] : either);
    for (const [status, { content = {} }] of Object.entries(operation.responses)) {
      const answer = path.endsWith('/changes') ? 'text/event-stream' : 'application/json';
      const expected = Number(status) < 400 ? answer : 'application/problem+json';
      const isFile = status === '200' && operation.operationId?.startsWith('export');
      if (status !== '204' && !isFile)
        expect(Object.keys(content), `${path} ${status}`).toEqual([expected]);
    }
  }
});

it('describes no answer with a value, and gives no example of one', async () => {
  const document = await read();
  const found: string[] = [];
  const look = (node: unknown, at: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, child] of Object.entries(node)) {
      if (/^(example|examples|default)$/.test(name) && /value|token/i.test(JSON.stringify(child))) {
        found.push(`${at}/${name}`);
      }
      if (/^value(Base64)?$/.test(name)) found.push(`${at}/${name}`);
      look(child, `${at}/${name}`);
    }
  };
  look(document, '');
  expect(found.sort()).toEqual([
    '/components/schemas/AnswerIntake/properties/value',
    '/components/schemas/AnswerIntake/properties/valueBase64',
    '/components/schemas/ApplyManagedSecret/properties/value',
    '/components/schemas/OpenLeakCase/properties/value',
    '/components/schemas/PutSecret/properties/value',
    '/components/schemas/PutSecret/properties/valueBase64',
    '/components/schemas/SetVerificationCheck/properties/value',
    '/components/schemas/StageRotationValue/properties/value',
    '/components/schemas/StageRotationValue/properties/valueBase64',
    '/components/schemas/StageSecret/properties/value',
    '/components/schemas/StageSecret/properties/valueBase64',
  ]);
  for (const { operation, path } of operationsOf(document)) {
    expect(JSON.stringify(operation.responses), path).not.toMatch(/PutSecret|AnswerIntake/);
  }
});

it('refuses unknown fields in every schema of a body', async () => {
  const { components } = await read();
  for (const name of [
    'PutSecret',
    'DescribeSecret',
    'CreateScope',
    'CreateToken',
    'AnswerIntake',
  ]) {
    expect(Reflect.get(components.schemas, name)).toMatchObject({ additionalProperties: false });
  }
});
