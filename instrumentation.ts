// Runs once when the server starts: boots the console before the first request is answered.

export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startConsole } = await import('@/lib/services/start-console');
  await startConsole();
}
