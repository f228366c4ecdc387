// The real server on a folder of its own and a free port; it can be killed and started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';

export const PASSWORD = 'demo sykkel november';
const ROOT = new URL('../../..', import.meta.url).pathname;

/** When the run begins, on Oslo's clock: half past five in the morning, so that nothing of the day is over yet. */
const BEGIN = '05:30:00';
/** The day of a run: the same Thursday whenever it is started, so that no weekend, holiday or change of clocks decides how it goes. */
const DAY = '2026-11-26';
const ZONE = 'Europe/Oslo';

function osloTime(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T');
}

/** Milliseconds by which server and browsers are moved; decided once, by `setup.ts`. TILLIT_DAY names another day. */
export function decideWhen(): void {
  const day = process.env['TILLIT_DAY'] ?? DAY;
  const moved = Date.parse(`${day}T${BEGIN}Z`) - Date.parse(`${osloTime(new Date())}Z`);
  // Where the clocks change between now and then, an hour is lost or won.
  const off = Date.parse(`${osloTime(new Date(Date.now() + moved))}Z`) - Date.parse(`${day}T${BEGIN}Z`);
  process.env['TILLIT_MOVED'] = String(moved - off);
}

const moved = (): number => Number(process.env['TILLIT_MOVED'] ?? 0);

/** Arguments that tell the server what time it is now. */
export function atTime(): string[] {
  return ['--at', osloTime(new Date(Date.now() + moved()))];
}

/** Lets a browser believe in the same time as the server. */
export async function setClock(context: BrowserContext): Promise<void> {
  await context.addInitScript((by: number) => {
    const Real = Date;
    class Moved extends Real {
      constructor(...given: unknown[]) {
        super(...(given.length === 0 ? [Real.now() + by] : given) as [number]);
      }

      static override now(): number {
        return Real.now() + by;
      }
    }
    globalThis.Date = Moved as DateConstructor;
  }, moved());
}

export function binary(): string {
  const target = process.env['CARGO_TARGET_DIR'] ?? join(ROOT, 'target');
  const found = process.env['TILLIT_BINARY'] ?? join(target, 'debug', 'tillit');
  if (!existsSync(found)) throw new Error(`${found} is missing: cargo build --bin tillit`);
  return found;
}

export function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'], HOME: process.env['HOME'], TILLIT_DATABASE: join(folder, 'demo.db'), TILLIT_KEYS: join(folder, 'demo-keys'),
    TILLIT_LOGIN_PER_ACCOUNT: '1000', TILLIT_LOGIN_PER_ADDRESS: '1000',
  };
}

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}

type Json = Record<string, unknown>;

export class Server {
  private child: ChildProcess | null = null;
  private constructor(private readonly folder: string, readonly port: number, private readonly settings: NodeJS.ProcessEnv, private readonly first: string[]) {}

  /** `configured` writes a settings file before the first start; such a server goes by the real clock, as others it speaks to do. */
  static async start(settings: NodeJS.ProcessEnv = {}, configured?: (folder: string, url: string) => Promise<string>): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'tillit-web-server-'));
    cpSync(process.env['TILLIT_E2E'] ?? '', folder, { recursive: true });
    const port = await freePort();
    const first = configured ? ['--config', await configured(folder, `http://127.0.0.1:${port}`)] : [];
    const server = new Server(folder, port, settings, first);
    await server.up();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    this.child = spawn(binary(), [...this.first, 'serve', '--demo', '--port', String(this.port), ...(this.first.length > 0 ? [] : atTime())], { env: { ...environment(this.folder), ...this.settings }, stdio: 'ignore' });
    for (let tries = 0; tries < 300; tries++) {
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('the server does not answer');
  }

  /** Gone at once, as when a cable is pulled. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
    this.child = null;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Somebody who asks the API directly, to set a scene. */
  async as(userName: string): Promise<(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<{ status: number; body: Json; etag: string }>> {
    const ask = async (token: string | null, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${this.url}/api/v1${path}`, {
        method, body: body === undefined ? null : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      });
      const text = await answer.text();
      const written = !answer.headers.get('content-type')?.includes('json');
      return { status: answer.status, body: (written ? { text } : JSON.parse(text)) as Json, etag: answer.headers.get('etag') ?? '' };
    };
    const session = await ask(null, 'POST', '/sessions', { userName, password: PASSWORD });
    return (method, path, body, headers) => ask(String(session.body['accessToken']), method, path, body, headers);
  }
}

/** Now, in milliseconds, as this run has it. */
export function now(): number {
  return Date.now() + moved();
}

/** Today in Oslo, as this run has it. */
export function today(): string {
  return osloTime(new Date(Date.now() + moved())).slice(0, 10);
}

/** So many days from today, as this run has it. */
export function plus(days: number): string {
  return new Date(Date.parse(`${today()}T12:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}
