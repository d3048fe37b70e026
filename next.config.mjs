// Build and server settings of the console.
/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@node-rs/argon2', 'pino'],
  // Next prints the arguments of server actions in development; they may hold a value.
  logging: { serverFunctions: false, incomingRequests: false },
  devIndicators: false,
};

export default config;
