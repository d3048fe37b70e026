// Lets only so many pieces of costly work run at once; the others wait in the order they came.

export type Bounded = <T>(work: () => Promise<T>) => Promise<T>;

/** Work that fails gives its place up like any other. */
export function boundedWork(atOnceMax: number): Bounded {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < atOnceMax) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so nobody who comes now can slip in between.
      if (next) next();
      else running -= 1;
    }
  };
}
