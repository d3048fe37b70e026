import type { Metadata } from 'next';
import { LeakPanel } from '@/components/leaks/leak-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import {
  adviseLeakAction,
  assignLeakAction,
  closeLeakAction,
  decideNeighboursAction,
  reviewLeakAction,
  rotateLeakAction,
} from '../actions';

export const metadata: Metadata = { title: 'Leak case' };

const ACTIONS = {
  rotate: rotateLeakAction,
  assign: assignLeakAction,
  review: reviewLeakAction,
  decide: decideNeighboursAction,
  advise: adviseLeakAction,
  close: closeLeakAction,
};

export default async function LeakPage({ params }: { readonly params: Promise<{ case: string }> }) {
  const { installation } = await requirePageContext();
  const { case: id } = await params;
  return (
    <LeakPanel
      // Another case is another page, whatever was typed into this one.
      key={id}
      id={id}
      locked={!installation.keys.unlocked}
      actions={ACTIONS}
    />
  );
}
