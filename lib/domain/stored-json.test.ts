import { expect, it } from 'vitest';
import { KeystowError } from './errors';
import { checkStoredJson, STORED_LEVELS_MAX } from './stored-json';

function codeOf(text: string): string | null {
  try {
    checkStoredJson(JSON.parse(text) as object, '/config', 1000);
    return null;
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    return error.extras.issues?.[0]?.code ?? error.code;
  }
}

const objects = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const lists = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

it('what nests deeper than a body of REST may is refused, however deep', () => {
  for (const nested of [objects, lists]) {
    expect(codeOf(nested(STORED_LEVELS_MAX))).toBeNull();
    expect(codeOf(nested(STORED_LEVELS_MAX + 1))).toBe('too_deep');
    expect(codeOf(nested(30_000))).toBe('too_deep');
  }
});
