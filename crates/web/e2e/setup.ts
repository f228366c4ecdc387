// Fills one demo municipality; every server of the tests begins with a copy of it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTime, binary, decideWhen, environment } from './server';

export default function setup(): () => void {
  decideWhen();
  const folder = mkdtempSync(join(tmpdir(), 'tillit-web-'));
  process.env['TILLIT_E2E'] = folder;
  execFileSync(binary(), ['demo', ...atTime()], { env: environment(folder), stdio: 'pipe' });
  return () => rmSync(folder, { recursive: true, force: true });
}
