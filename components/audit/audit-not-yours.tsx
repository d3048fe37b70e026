import { EmptyState } from '@/components/ui/empty-state';

/** Stands in place of the log for whoever may read it nowhere. */
export function AuditNotYours() {
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Audit</h1>
      <EmptyState>
        You have no role that reads the audit log. It needs{' '}
        <code className="font-mono text-12">audit:read</code> on a team or on the organization,
        which auditors, admins and owners have. Whoever manages people there can give you such a
        role.
      </EmptyState>
    </>
  );
}
