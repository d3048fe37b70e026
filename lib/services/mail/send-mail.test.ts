import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import type { Installation } from '../context';
import { sendMail } from './send-mail';

const PASSWORD = 'canary-of-the-mail-server';
const MAIL = {
  to: 'bob@acme.example',
  subject: 'Invitation',
  text: 'https://k.example/invite#x\n',
};

let server: SMTPServer | undefined;
afterEach(() => server?.close());

/** A mail server on loopback; answers its port and what it took. */
async function startServer() {
  const taken: { user: string; password: string; text: string }[] = [];
  let login = { user: '', password: '' };
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    onAuth({ username, password }, _session, done) {
      login = { user: String(username), password: String(password) };
      done(password === PASSWORD ? null : new Error('no'), { user: login.user });
    },
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        taken.push({ ...login, text });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { port: (server.server.address() as AddressInfo).port, taken };
}

const consoleWith = (source: Record<string, string>) =>
  ({ env: readEnv({ ...source, BASE_URL: 'https://keys.example.org' }) }) as Installation;

it('hands a mail in, from an address of the console, as whom the address and password say', async () => {
  const { port, taken } = await startServer();
  const env = { SMTP_URL: `smtp://me@127.0.0.1:${port}`, SMTP_PASSWORD: PASSWORD };
  expect(await sendMail(consoleWith(env), MAIL)).toBe('sent');
  expect(taken).toMatchObject([{ user: 'me', password: PASSWORD }]);
  expect(taken[0]!.text).toMatch(/^From: Keystow <keystow@keys\.example\.org>/m);
  expect(taken[0]!.text).toContain('To: bob@acme.example');
  expect(taken[0]!.text).toContain('https://k.example/invite#x');
});

it('answers that it failed where the server refuses or is not there, and never throws', async () => {
  const { port, taken } = await startServer();
  const wrong = { SMTP_URL: `smtp://me:wrong@127.0.0.1:${port}` };
  expect(await sendMail(consoleWith(wrong), MAIL)).toBe('failed');
  server?.close();
  const away = { SMTP_URL: `smtp://127.0.0.1:1` };
  expect(await sendMail(consoleWith(away), MAIL)).toBe('failed');
  expect(taken).toEqual([]);
});

it('sends nothing where no mail server is set', async () => {
  expect(await sendMail(consoleWith({}), MAIL)).toBe('off');
});
