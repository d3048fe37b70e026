import { afterEach, expect, it, vi } from 'vitest';
import { sampleConnector } from '@/lib/testing/sample-connector';
import { fetchServingConnectors } from './connectors';

afterEach(() => vi.unstubAllGlobals());

it('every connector in reach can be chosen, however many pages they fill', async () => {
  const asked: (string | null)[] = [];
  const pages = [['a', 'b'], ['c'], ['d']];
  const answer = async (address: string) => {
    asked.push(new URL(address, 'https://keys.example.org').searchParams.get('after'));
    const items = pages[asked.length - 1]!.map((slug) => sampleConnector({ slug }));
    return Response.json({ items, next: asked.length < 3 ? items.at(-1)!.slug : null });
  };
  vi.stubGlobal('fetch', vi.fn(answer));
  const all = await fetchServingConnectors({ scopePath: 'payments', kind: 'team' });
  expect(all.map(({ slug }) => slug)).toEqual(['a', 'b', 'c', 'd']);
  expect(asked).toEqual([null, 'b', 'c']);
});
