// After Vite: lets the page fetch at once what the day needs, names the shell's files in the service
// worker, and packs what is sent.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
// What is asked for early has a name that may be kept for good, like the rest.
const early = `assets/early-${createHash('sha256').update(readFileSync(join(dist, 'early.js'))).digest('hex').slice(0, 8)}.js`;
renameSync(join(dist, 'early.js'), join(dist, early));
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
  .sort();

// Bokmål is asked for together with the entry, which holds the screen of the day, and not after it.
const wanted = new Set();
const follow = (name) => {
  if (wanted.has(name)) return;
  wanted.add(name);
  const text = readFileSync(join(dist, name), 'utf8');
  for (const [, found] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) follow('assets/' + found);
};
for (const name of files) if (/^assets\/words\.nb-[^/]+\.js$/.test(name)) follow(name);
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const links = [...wanted].filter((name) => !page.includes(name)).map((name) => `    <link rel="modulepreload" crossorigin href="/${name}">\n`);
writeFileSync(join(dist, 'index.html'), page.replace('"/early.js"', `"/${early}"`).replace('  </head>', links.join('') + '  </head>'));

const shell = files.filter((name) => name !== 'sw.js' && name !== 'index.html').map((name) => '/' + name);
const hash = createHash('sha256');
for (const name of files) hash.update(readFileSync(join(dist, name)));
const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
  .replace('__VERSION__', hash.digest('hex').slice(0, 12))
  .replace('__FILES__', shell.join(' '));
writeFileSync(join(dist, 'sw.js'), worker);

for (const name of files.filter((name) => /\.(js|css|html|svg|webmanifest)$/.test(name))) {
  const bytes = readFileSync(join(dist, name));
  writeFileSync(join(dist, name + '.gz'), gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  writeFileSync(join(dist, name + '.br'), brotliCompressSync(bytes, { params }));
}
