// The keys and passwords of the configuration that are neither a master key nor the JWT secret in use.

import 'server-only';
import type { Env } from '@/lib/env';

/** Those that are set, by the variable they come from. None of them may be one of the two. */
export function otherKeys(env: Env): (readonly [variable: string, text: string])[] {
  const all = [
    ['JWT_SECRET_PREVIOUS', env.jwtSecretPrevious],
    ['INSTANCE_ENCRYPTION_KEY', env.instanceEncryptionKey],
    ['INSTANCE_ENCRYPTION_KEY_PREVIOUS', env.instanceEncryptionKeyPrevious],
    ['SECRET_KEY', env.secretKey],
    ['SECRET_KEY_PREVIOUS', env.secretKeyPrevious],
    ['FERNET_SECRET_KEY', env.fernetSecretKey],
    ['METRICS_TOKEN', env.metricsToken],
    ['SMTP_PASSWORD', env.smtpPassword],
    ['OIDC_CLIENT_SECRET', env.signOn?.clientSecret],
    ['KEYSTOW_ADMIN_PASSWORD', env.adminPassword],
  ] as const;
  return all.flatMap(([variable, hidden]) =>
    hidden ? [[variable, hidden.reveal()] as const] : [],
  );
}
