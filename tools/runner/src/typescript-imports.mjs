/** Lets Node run the workspace's TypeScript from source: our relative imports carry no extension. */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, next) {
    if (/^\.{1,2}\//.test(specifier) && !/\.[cm]?[jt]s$|\.json$/.test(specifier) && context.parentURL) {
      const file = new URL(`${specifier}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(file))) return next(file.href, context);
    }
    return next(specifier, context);
  },
});
