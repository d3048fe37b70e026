'use client';

import { createContext, useContext, type ReactNode } from 'react';
import type { MadeIntakeLink } from '@/lib/contracts/intake';
import type { FormTarget } from '@/components/ui/form';

export type MakeIntakeLink = FormTarget<MadeIntakeLink>;

const Maker = createContext<MakeIntakeLink | null>(null);

interface IntakeLinkMakerProps {
  /** Null where nothing may be made, as while the console is locked. */
  readonly make: MakeIntakeLink | null;
  readonly children: ReactNode;
}

/** Links are made from several places of the console; they all get the action from its frame. */
export function IntakeLinkMaker({ make, children }: IntakeLinkMakerProps) {
  return <Maker.Provider value={make}>{children}</Maker.Provider>;
}

/** The action that makes a link, or null where none can be made. */
export function useIntakeLinkMaker(): MakeIntakeLink | null {
  return useContext(Maker);
}
