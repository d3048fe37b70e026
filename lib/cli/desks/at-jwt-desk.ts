// Where the commands of the JWT secret work: at a running console over REST, or beside a stopped one.

import type { ConsoleCall } from '@/lib/client/console-client';
import { atConsoleOrHere } from './at-console-or-here';
import type { JwtDesk } from './jwt-desk';

export async function atJwtDesk<T>(work: (desk: JwtDesk) => Promise<T>): Promise<T> {
  return atConsoleOrHere(
    (call) => work(remoteJwtDesk(call)),
    async () => {
      const { atLocalJwtDesk } = await import('../local/local-jwt-desk');
      return atLocalJwtDesk(work);
    },
  );
}

function remoteJwtDesk(call: ConsoleCall): JwtDesk {
  return {
    status: () => call('GET', '/keys/jwt'),
    rotate: (secret, changeNumber) =>
      call('POST', '/keys/jwt/rotate', {
        ...(secret ? { secret: secret.use((bytes) => Buffer.from(bytes).toString('utf8')) } : {}),
        ...(changeNumber ? { changeNumber } : {}),
      }),
    finish: (input) => call('POST', '/keys/jwt/finish', input),
  };
}
