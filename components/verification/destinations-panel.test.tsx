import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fetchDestinations } from '@/lib/client/destinations';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { sampleDestination } from '@/lib/testing/sample-run';
import { SAMPLE_ORGANIZATION, SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { ToastProvider } from '@/components/ui/toast';
import { DestinationsPanel } from './destinations-panel';

vi.mock('@/lib/client/destinations', async (original) => ({
  ...(await original<object>()),
  fetchDestinations: vi.fn(),
}));
vi.mock('next/navigation', async (original) => {
  const { navigationOfWindow } = await import('@/lib/testing/page-of-window');
  return navigationOfWindow(original<object>);
});

const idle = async () => ({ status: 'idle' }) as const;

it('stands among the pages about rotation, and shows the destinations of the scope', async () => {
  const { path } = SAMPLE_TEAM;
  window.history.replaceState(null, '', `/rotation/destinations?scope=${path}`);
  vi.mocked(fetchDestinations).mockResolvedValue({ items: [sampleDestination()], next: null });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <DestinationsPanel
          scopes={[SAMPLE_ORGANIZATION, SAMPLE_TEAM]}
          grants={[{ scopeId: SAMPLE_ORGANIZATION.id, permissions: PERMISSIONS }]}
          locked={false}
          actions={{ ask: idle, approve: idle, end: idle }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const tabs = within(screen.getByRole('navigation', { name: 'Rotation' }));
  const here = tabs.getByRole('link', { current: 'page' });
  expect(here.textContent).toBe('Destinations');
  expect(here.getAttribute('href')).toBe(`/rotation/destinations?scope=${path}`);
  expect(tabs.getByRole('link', { name: 'Rotations' }).getAttribute('href')).toBe(
    `/rotation/runs?scope=${path}`,
  );
  expect(await screen.findByText('https://api.example')).toBeTruthy();
});
