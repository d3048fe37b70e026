// Does the identity provider answer, as the one that is configured?

import 'server-only';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import type { SignOnSettings } from '@/lib/env';
import { discover } from '../sign-on/provider';
import { readFailure } from '../sign-on/provider-failure';

/** Null where none is set up. The client secret is not tried: only a sign-on can. */
export async function checkSignOn(
  settings: SignOnSettings | undefined,
): Promise<DoctorCheck | null> {
  if (!settings) return null;
  const id = 'sign_on';
  try {
    await discover(settings);
    return ok(id, `${settings.issuer} answers; the client secret was not tried`);
  } catch (error) {
    const refusal = readFailure(error);
    if (refusal === 'provider_away') {
      const remedy = 'Passwords go on working. Look at the provider, and at the way there.';
      return warning(id, `${settings.issuer} could not be reached`, remedy);
    }
    return problem(
      id,
      `${settings.issuer} does not answer as an OpenID Connect provider of that name`,
      'Set OIDC_ISSUER to the issuer exactly as the provider writes it in its metadata.',
    );
  }
}
