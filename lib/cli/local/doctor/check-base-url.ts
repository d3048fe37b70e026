// Will browsers reach this console under the address it takes for its own?

import type { Env } from '@/lib/env';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

type Facts = Pick<Env, 'baseUrl' | 'host' | 'port' | 'trustProxy'>;

export function checkBaseUrl({ baseUrl, host, port, trustProxy }: Facts): DoctorCheck {
  const id = 'base_url';
  const set = 'Set BASE_URL to the https address that people open.';
  if (baseUrl === undefined) {
    if (!LOOPBACK.test(host)) {
      return warning(
        id,
        `BASE_URL is unset and HOST is ${host}: browsers elsewhere are refused`,
        set,
      );
    }
    if (trustProxy) {
      return warning(id, 'TRUST_PROXY is on and BASE_URL is unset: browsers are refused', set);
    }
    return ok(id, `unset: for this machine alone, at http://localhost:${port}`);
  }
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol === 'http:' && !LOOPBACK.test(hostname)) {
    return warning(
      id,
      `${baseUrl} is not encrypted: sessions and values can be read on the way`,
      set,
    );
  }
  return ok(id, baseUrl);
}
