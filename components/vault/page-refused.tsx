import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';

/** Said at the foot of the window, wherever in the list one is, when some of its rows cannot be read. */
export function PageRefused({
  error,
  retry,
}: {
  readonly error: Error;
  readonly retry: () => void;
}) {
  return (
    <div
      role="alert"
      className="sticky bottom-4 z-10 mt-4 flex flex-wrap items-center justify-between gap-2 rounded-md border border-line bg-paper py-2 pr-2 pl-3 shadow-float max-md:bottom-20"
    >
      <p>
        <Status tone="danger">Some names could not be read.</Status> {error.message} Nothing was
        changed.
      </p>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}
