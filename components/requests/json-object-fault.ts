// What is wrong with a text that should be a JSON object, and where.

/** Null for a JSON object. Where the browser says it, with line and column. */
export function jsonObjectFault(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? null : 'Write a JSON object: { … }.';
  } catch (error) {
    const place = placeOf(text, error instanceof Error ? error.message : '');
    return place ? `This is no JSON: look at ${place}.` : 'This is no JSON.';
  }
}

function placeOf(text: string, message: string): string | null {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined) return `line ${line}, column ${column}`;
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return text.trim() === '' ? null : 'its end';
  const before = text.slice(0, Number(position)).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
