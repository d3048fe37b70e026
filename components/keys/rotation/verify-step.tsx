import { NodeTable } from '../facts/node-table';
import { nodesReady } from '../facts/node-state';
import { isGoingBack } from './rotation-steps';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { WaitingFor } from './waiting-for';

/** Depth 1: waits until every node runs on the key in force and will find it at its next start. */
export function VerifyStep({ operation, keys }: StepProps) {
  const { to, from } = operation;
  const back = isGoingBack(operation);
  const [ready, all] = [nodesReady(keys.nodes, to), keys.nodes.length];
  const mended = keys.source === 'config/master.key';
  return (
    <StepFrame
      title={`Every node on the ${back ? 'old' : 'new'} key`}
      does={
        <p>
          {back
            ? 'The old key is in force again. Give it back to every node and start it again; the new key still opens until then.'
            : 'Start every node with the new key, one after the other. Each must run on it, and hold it where its next start will look.'}
        </p>
      }
      needs="Each node tells every 20 seconds what it runs on and what its source holds. One that was cut off is forgotten after a minute."
      evidence={
        <>
          <WaitingFor said={`${ready} of ${all} nodes run on it.`}>
            {ready} of {all} {all === 1 ? 'node' : 'nodes'} on{' '}
            <span className="font-mono">{to}</span>. This page follows by itself.
          </WaitingFor>
          <NodeTable nodes={keys.nodes} wanted={to} />
        </>
      }
      {...(back && mended
        ? {
            command: `cp config/master.key.${from} config/master.key`,
            commandNote: 'Keystow kept the old key beside the new one. Copy it back, then restart:',
          }
        : {})}
    />
  );
}
