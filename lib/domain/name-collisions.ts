// Which values would be delivered under one name: a delivery that holds both is refused.

/** Something that is delivered, and the names that a process would find it by. */
export interface NamedDelivery {
  readonly names: readonly string[];
}

export interface NameCollision<T> {
  readonly name: string;
  readonly other: T;
}

/** Of one of them: the names it shares, each with the other that has it too. */
export function collisionsOf<T extends NamedDelivery>(
  one: T,
  all: readonly T[],
): NameCollision<T>[] {
  const others = all.filter((other) => other !== one);
  return one.names.flatMap((name) =>
    others.filter(({ names }) => names.includes(name)).map((other) => ({ name, other })),
  );
}
