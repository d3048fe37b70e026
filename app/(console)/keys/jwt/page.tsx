import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { JwtWizard } from '@/components/keys/jwt/jwt-wizard';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readJwtStatus } from '@/lib/services/keys/jwt/read-jwt-status';
import { managesKeys } from '../manages-keys';
import { checkJwtAction, finishJwtAction, recordJwtAction, rotateJwtAction } from './actions';

export const metadata: Metadata = { title: 'JWT secret' };

const ACTIONS = {
  rotate: rotateJwtAction,
  check: checkJwtAction,
  finish: finishJwtAction,
  record: recordJwtAction,
};

export default async function JwtPage() {
  const ctx = await requirePageContext();
  if (!ctx.installation.keys.unlocked || !(await managesKeys())) redirect('/keys');
  return <JwtWizard status={await readJwtStatus(ctx)} actions={ACTIONS} />;
}
