// Registers the hook that lets Node resolve the workspace's extensionless imports, before anything is imported by one.
import './typescript-imports.mjs';

const { runCommandLine } = await import('./command-line.ts');
process.exit(await runCommandLine(process.argv.slice(2)));
