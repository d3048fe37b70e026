// Searches all that React keeps of a page for a text: props, state, refs and effects of every component.

interface Fiber {
  readonly return: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
  readonly type: unknown;
  readonly memoizedProps: unknown;
  readonly memoizedState: unknown;
  readonly updateQueue: unknown;
}

/** Where `text` is kept, as names of components and elements. Empty when React does not know it. */
export function searchReactState(element: Element, text: string): string[] {
  const seen = new Set<object>();
  const found: string[] = [];
  for (const fiber of fibersOf(rootOf(element))) {
    for (const kept of [fiber.memoizedProps, fiber.memoizedState, fiber.updateQueue]) {
      if (holds(kept, text, seen)) found.push(nameOf(fiber));
    }
  }
  return found;
}

function rootOf(element: Element): Fiber {
  const key = Object.keys(element).find((one) => one.startsWith('__reactFiber$'));
  if (!key) throw new Error('React did not render that element.');
  let fiber = (element as unknown as Record<string, Fiber>)[key]!;
  while (fiber.return) fiber = fiber.return;
  return fiber;
}

function* fibersOf(fiber: Fiber | null): Generator<Fiber> {
  for (let one = fiber; one; one = one.sibling) {
    yield one;
    if (one.alternate) yield one.alternate;
    yield* fibersOf(one.child);
  }
}

/** Elements of the page are where a value may be; everything else is looked through. */
function holds(kept: unknown, text: string, seen: Set<object>): boolean {
  if (typeof kept === 'string') return kept.includes(text);
  if (typeof kept !== 'object' || kept === null || seen.has(kept)) return false;
  if (kept instanceof Node || isFiber(kept)) return false;
  seen.add(kept);
  const inside = kept instanceof Map || kept instanceof Set ? [...kept] : Object.values(kept);
  return inside.some((one: unknown) => holds(one, text, seen));
}

function isFiber(kept: object): boolean {
  return 'memoizedState' in kept && 'alternate' in kept;
}

function nameOf({ type }: Fiber): string {
  if (typeof type === 'function') return type.name;
  return typeof type === 'string' ? type : 'root';
}
