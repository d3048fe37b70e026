import type { Metadata } from 'next';
import { AuditNotYours } from '@/components/audit/audit-not-yours';
import { AuditPanel } from '@/components/audit/audit-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import {
  addWebhookAction,
  postWebhookAction,
  removeWebhookAction,
  setRetentionAction,
} from './actions';
import { auditSight } from './audit-sight';

export const metadata: Metadata = { title: 'Audit' };

const ACTIONS = {
  addWebhook: addWebhookAction,
  postWebhook: postWebhookAction,
  removeWebhook: removeWebhookAction,
  setRetention: setRetentionAction,
};

export default async function AuditPage() {
  const { installation } = await requirePageContext();
  const sight = await auditSight();
  if (!sight) return <AuditNotYours />;
  return <AuditPanel sight={sight} locked={!installation.keys.unlocked} actions={ACTIONS} />;
}
