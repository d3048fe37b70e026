// An address that a person wants something posted to, looked at before it is kept.

import { isIP } from 'node:net';
import 'server-only';
import type { Env } from '@/lib/env';
import { ruleBroken } from '@/lib/domain/errors';
import { isAllowedAddress, mayBePrivate, portOf } from '@/lib/backends/network/allowed-address';
import { webhookRules } from './webhook-rules';

/**
 * What a name stands for is looked at again at each post. Throws 422 for what is no https address, holds a
 * password, or is private and not named by the operator.
 */
export function checkedDestination(pointer: string, text: string, env: Env): URL {
  const refused = (code: string, message: string) => ruleBroken(pointer, code, message);
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    throw refused('address', 'Give a whole address, such as https://archive.example.org/keystow.');
  }
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const privateToo = mayBePrivate(host, webhookRules(env), portOf(url));
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    throw refused('address', 'Leave out user, password and fragment: they are not needed.');
  }
  if (url.protocol !== 'https:' && !privateToo) {
    throw refused('address', 'Use https, so that it arrives as it was sent.');
  }
  if (isIP(host) !== 0 && !isAllowedAddress(host, privateToo)) {
    const remedy = 'The operator may allow some by WEBHOOK_PRIVATE_HOSTS.';
    throw refused('private_address', `That address is private. ${remedy}`);
  }
  return url;
}
