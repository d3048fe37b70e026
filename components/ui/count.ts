// Counts as they are written: "20,000 names".

const NUMBER = new Intl.NumberFormat('en-US');

export function number(value: number): string {
  return NUMBER.format(value);
}

/** `noun` takes an s, unless the plural is given. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${number(value)} ${value === 1 ? noun : plural}`;
}
