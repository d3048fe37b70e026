// The provider's own page in tests: a button for each person, and no password.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';

/** GET shows the page, POST chooses `account`; `cancel` goes back without. */
export async function answerInteraction(
  provider: Provider,
  subjects: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(subjects));
    return;
  }
  const account = new URLSearchParams(await text(request)).get('account') ?? '';
  await provider.interactionFinished(
    request,
    response,
    account === 'cancel'
      ? { error: 'access_denied', error_description: 'cancelled at the provider' }
      : { login: { accountId: account } },
  );
}

function pageOf(subjects: readonly string[]): string {
  const buttons = [...subjects, 'cancel']
    .map((one) => `<button name="account" value="${one}">${one}</button>`)
    .join(' ');
  return `<!doctype html><html lang="en"><title>Acme ID</title><h1>Acme ID</h1><form method="post">${buttons}</form></html>`;
}

/** Walks from the address of a console's sign-on through the provider, as `subject`; answers the address it leads back to. */
export async function walkProvider(start: string, subject: string): Promise<URL> {
  const { origin } = new URL(start);
  const cookies = new Map<string, string>();
  let address = new URL(start);
  let form: URLSearchParams | null = null;
  for (let steps = 0; steps < 10; steps += 1) {
    const answer: Response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    form = location ? null : new URLSearchParams({ account: subject });
    if (!location) {
      if (answer.status !== 200) throw new Error(`the provider answered ${answer.status}`);
      continue;
    }
    address = new URL(location, address);
    if (address.origin !== origin) return address;
  }
  throw new Error('the provider leads nowhere');
}
