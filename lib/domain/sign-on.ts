// Why sign-on through an identity provider was refused, and what its person can do about it.

export const SIGN_ON_REFUSALS = [
  'off',
  'address',
  'provider_away',
  'provider_wrong',
  'provider_refused',
  'state',
  'email_unverified',
  'unknown',
  'deactivated',
  'other_identity',
  'two_organizations',
  'locked',
  'throttled',
  'failed',
] as const;

export type SignOnRefusal = (typeof SIGN_ON_REFUSALS)[number];

const TEXTS: Readonly<Record<SignOnRefusal, (provider: string) => string>> = {
  off: () => 'No identity provider is set up for this console. Sign in with your password.',
  address: () =>
    'The console does not know its own address, which the provider needs. Set BASE_URL.',
  provider_away: (provider) =>
    `${provider} could not be reached. Try again in a moment, or sign in with your password.`,
  provider_wrong: (provider) =>
    `${provider} answered with something that cannot be trusted or used. The console’s log says what; tell whoever runs it.`,
  provider_refused: (provider) =>
    `${provider} did not sign you on: it was cancelled there, or you may not use this console.`,
  state: () =>
    'This sign-on was begun in another browser, more than ten minutes ago, or was used already. Begin again.',
  email_unverified: (provider) =>
    `${provider} does not say that your e-mail address is verified, so no account can be found by it. Sign in with your password, or ask whoever runs ${provider}.`,
  unknown: () =>
    'You have no account here. Ask an administrator for an invitation, or for a group that has access.',
  deactivated: () => 'Your account is deactivated. Ask an administrator to reactivate it.',
  other_identity: (provider) =>
    `The account with your e-mail address belongs to somebody else at ${provider}, or you were made anew there. Ask an administrator to unlink it.`,
  two_organizations: () =>
    'Your groups belong to more than one organization here, and an account to exactly one. Ask an administrator for an invitation.',
  locked: () =>
    'The console is locked: whoever has signed on here before still can, and nobody is let in anew.',
  throttled: () => 'Too many attempts to sign in. Wait a few minutes, then try again.',
  failed: () => 'The console could not finish this. Try again in a moment.',
};

/** `provider` is what people call it. */
export function signOnRefusalText(refusal: SignOnRefusal, provider: string): string {
  return TEXTS[refusal](provider);
}

/** Null for anything that is no refusal: the text may come from an address. */
export function asSignOnRefusal(text: unknown): SignOnRefusal | null {
  return SIGN_ON_REFUSALS.find((one) => one === text) ?? null;
}
