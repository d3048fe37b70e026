// The settings of sign-on through an OpenID Connect provider: three that belong together, and their company.

import type { HiddenText } from './hidden-text';

interface SignOnVariables {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: HiddenText | undefined;
  readonly OIDC_GROUPS_CLAIM: string;
  readonly OIDC_SCOPES?: string | undefined;
  readonly OIDC_NAME?: string | undefined;
}

export interface SignOnSettings {
  /** As the provider calls itself; its metadata has to say the same. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: HiddenText;
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** Joined by spaces; undefined: what most providers take. */
  readonly scopes: string | undefined;
  /** What people call the provider. */
  readonly name: string;
}

const TOGETHER = [
  ['OIDC_ISSUER', 'the provider’s https address, because other OIDC_ settings are set'],
  ['OIDC_CLIENT_ID', 'the id that the provider gave this console'],
  ['OIDC_CLIENT_SECRET', 'the secret that the provider gave this console'],
] as const;

/** Those that are missing beside others of the three; none where all or none are set. */
export function missingSignOnSettings(
  env: SignOnVariables,
): { readonly variable: string; readonly expected: string }[] {
  const missing = TOGETHER.filter(([variable]) => env[variable] === undefined);
  if (missing.length === TOGETHER.length) return [];
  return missing.map(([variable, expected]) => ({ variable, expected }));
}

/** Undefined unless all three are set. */
export function signOnSettings(env: SignOnVariables): SignOnSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    return undefined;
  return {
    issuer,
    clientId,
    clientSecret,
    groupsClaim: env.OIDC_GROUPS_CLAIM,
    scopes: env.OIDC_SCOPES,
    name: env.OIDC_NAME ?? new URL(issuer).host,
  };
}
