import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const TOKEN =
  /--color-([a-z-]+): light-dark\(oklch\(([\d.]+) ([\d.]+) ([\d.]+)\), oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)\);/g;

type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by way of linear sRGB clipped to its gamut. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue);
}

function contrast(one: Oklch, other: Oklch): number {
  const [high, low] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const css = readFileSync('app/globals.css', 'utf8');
const tokens = new Map(
  [...css.matchAll(TOKEN)].map((match) => {
    const numbers = match.slice(2).map(Number);
    const [l1 = 0, c1 = 0, h1 = 0, l2 = 0, c2 = 0, h2 = 0] = numbers;
    return [match[1], { light: [l1, c1, h1] as Oklch, dark: [l2, c2, h2] as Oklch }] as const;
  }),
);

function pair(name: string, theme: 'light' | 'dark'): Oklch {
  const token = tokens.get(name);
  if (!token) throw new Error(`no token ${name}`);
  return token[theme];
}

const TEXT = ['ink', 'ink-muted', 'accent', 'fine', 'due', 'danger', 'unknown'];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(TEXT)('shows %s as text of at least 4.5:1 on paper and on panel', (name) => {
    for (const ground of ['paper', 'panel']) {
      expect(contrast(pair(name, theme), pair(ground, theme)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['accent', 'danger'])('shows paper as text on %s of at least 4.5:1', (name) => {
    expect(contrast(pair('paper', theme), pair(name, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edges of controls at 3:1 or more on paper and on panel', () => {
    for (const ground of ['paper', 'panel']) {
      expect(contrast(pair('edge', theme), pair(ground, theme)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});

it('computes the contrast of black on white as 21', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1);
});
