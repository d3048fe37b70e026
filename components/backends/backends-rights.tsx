'use client';

import { createContext, useContext, type ReactNode } from 'react';

/** What the asking person manages somewhere. */
export interface HeldOfBackends {
  readonly backends: boolean;
  readonly keys: boolean;
}

const Held = createContext<HeldOfBackends>({ backends: true, keys: true });

/** Tells the tabs of the pages inside which of them are for this person. */
export function BackendsRights(props: HeldOfBackends & { readonly children: ReactNode }) {
  const { backends, keys, children } = props;
  return <Held value={{ backends, keys }}>{children}</Held>;
}

export function useHeldOfBackends(): HeldOfBackends {
  return useContext(Held);
}
