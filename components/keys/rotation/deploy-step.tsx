import { CommandLine } from '@/components/ui/command-line';
import { NodeTable } from '../facts/node-table';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { WaitingFor } from './waiting-for';

/** Depth 1: the staged key is given to the nodes; the first that starts with it puts it in force. */
export function DeployStep({ operation, keys }: StepProps) {
  const { to } = operation;
  return (
    <StepFrame
      title="Give the new key to the nodes"
      does={
        <>
          <p>
            Put the key <span className="font-mono">{to}</span> where each node reads its master
            key, and start the node again. The first that starts with it puts it in force. The old
            key still opens, so nodes that have not been restarted go on working.
          </p>
          <p className="font-medium">As an environment variable:</p>
          <CommandLine command="KEYSTOW_MASTER_KEY=the-new-key" />
          <p className="font-medium">Or as a file that only Keystow may read:</p>
          <CommandLine command="KEYSTOW_MASTER_KEY_FILE=/path/to/new-master.key" />
        </>
      }
      needs={
        keys.source === 'KEYSTOW_MASTER_KEY' || keys.source === 'KEYSTOW_MASTER_KEY_FILE'
          ? `Nodes read ${keys.source} now: give the new key there, and take the old one away.`
          : 'Both win over config/master.key.'
      }
      evidence={
        <>
          <WaitingFor said="Waiting for a node to start with the new key.">
            Waits for a node to start with the new key. This page follows by itself.
          </WaitingFor>
          <NodeTable nodes={keys.nodes} wanted={to} />
        </>
      }
    />
  );
}
