import { Status } from '@/components/ui/status';

/** Stands over a wizard whose console does not answer at the moment. */
export function UnreachableLine() {
  return (
    <p className="mb-4">
      <Status tone="danger">
        The console does not answer. What is shown is as it was last; it is asked again.
      </Status>
    </p>
  );
}
