import { isHealthy } from '../system/health';
import { homeOf } from '../system/home';
import { readState } from '../system/state';

/** `validate [ADDRESS]`: the gateway answers 200 on its health route only while every service behind it does. */
export async function run([address]: string[]): Promise<number> {
  const home = homeOf();
  const state = readState(home);
  const url = address ?? state?.url;
  if (!url) throw new Error(`No system runs on ${home.folder}; name one by its address.`);
  const healthy = await isHealthy(new URL('/healthz', url).toString());
  console.log(`${healthy ? 'healthy' : 'NOT healthy'}  ${url}/healthz`);
  return healthy ? 0 : 1;
}
