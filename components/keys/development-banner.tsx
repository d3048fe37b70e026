import { Banner } from '@/components/ui/banner';
import { DEVELOPMENT_SENTENCE } from './facts/lock-words';

export function DevelopmentBanner() {
  return <Banner tone="due">{DEVELOPMENT_SENTENCE}</Banner>;
}
