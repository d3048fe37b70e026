import { StepFrame } from '../rotation/step-frame';
import { WaitingFor } from '../rotation/waiting-for';
import type { JwtStepProps } from './jwt-actions';
import { JwtNodeTable } from './jwt-node-table';

/** Nodes have different secrets: the change is half deployed. */
export function JwtDeployStep({ jwt }: JwtStepProps) {
  const { nodes, current } = jwt;
  const left = nodes.filter((node) => node.current !== current.kid).length;
  return (
    <StepFrame
      title="Every node on the new secret"
      does={
        <p>
          Some nodes were given another secret than others. Set the new one as JWT_SECRET and the
          old one as JWT_SECRET_PREVIOUS on each, and restart it. Sessions go on meanwhile: a node
          signs with the new secret once every node knows it.
        </p>
      }
      needs="A node that was killed is on the list for a minute more."
      evidence={
        <>
          <WaitingFor said={`Nodes with another secret: ${left}.`}>
            Waits for every node to report {current.kid}. This page follows by itself.
          </WaitingFor>
          <JwtNodeTable nodes={nodes} wanted={current.kid} />
        </>
      }
    />
  );
}
