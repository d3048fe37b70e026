// New values from a CSPRNG (Web Crypto), in the shapes that people need most.

export const GENERATOR_PRESETS = [
  'jwt_key',
  'encryption_key',
  'webhook_secret',
  'password',
  'passphrase',
] as const;

export type GeneratorPreset = (typeof GENERATOR_PRESETS)[number];

/** Without look-alikes (0 O, 1 l I), for values that somebody has to type. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const PASSWORD_LENGTH = 24;
const PASSPHRASE_WORDS = 7;

/**
 * - `jwt_key`: 64 bytes as base64url, what HS512 asks for (RFC 7518, section 3.2)
 * - `encryption_key`: 32 bytes as hex
 * - `webhook_secret`: `whsec_` and 32 bytes as base64, as Standard Webhooks writes it
 * - `password`: 24 letters and digits, about 139 bits
 * - `passphrase`: 7 words of the BIP 39 English list, 77 bits
 */
export async function generateValue(preset: GeneratorPreset): Promise<string> {
  switch (preset) {
    case 'jwt_key':
      return base64(64).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    case 'encryption_key':
      return Array.from(randomBytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('');
    case 'webhook_secret':
      return `whsec_${base64(32)}`;
    case 'password':
      return pick(PASSWORD_LENGTH, [...LETTERS]).join('');
    case 'passphrase': {
      const { wordlist } = await import('@scure/bip39/wordlists/english.js');
      return pick(PASSPHRASE_WORDS, wordlist).join('-');
    }
  }
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

function base64(length: number): string {
  return btoa(String.fromCharCode(...randomBytes(length)));
}

/** Draws with replacement; a draw beyond the last whole multiple is thrown away, so none is favoured. */
function pick(count: number, choices: readonly string[]): string[] {
  const limit = Math.floor(2 ** 32 / choices.length) * choices.length;
  const drawn: string[] = [];
  while (drawn.length < count) {
    const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
    const chosen = number < limit ? choices[number % choices.length] : undefined;
    if (chosen !== undefined) drawn.push(chosen);
  }
  return drawn;
}
