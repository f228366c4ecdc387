// WEB-12: the JavaScript that the first load of Min dag takes (≤ 80 kB gzip), and all of it (≤ 250 kB).
import { readFileSync, readdirSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url).pathname;
const read = (name) => readFileSync(dist + name, 'utf8');
const packed = (name) => readFileSync(dist + name + '.gz').length;
const scripts = readdirSync(dist + 'assets').filter((name) => name.endsWith('.js')).map((name) => 'assets/' + name);

// What the page loads at once, the screen of the day in it, and one language.
const entry = /type="module"[^>]*src="\/(assets\/[^"]+\.js)"/.exec(read('index.html'))[1];
const first = new Set();
const follow = (name) => {
  if (first.has(name)) return;
  first.add(name);
  for (const [, found] of read(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) follow('assets/' + found);
};
follow(entry);
const begins = (prefix) => scripts.filter((name) => new RegExp(`^assets/${prefix}-`).test(name));
for (const name of begins('words.nb')) follow(name);

const sum = (names) => [...names].reduce((total, name) => total + packed(name), 0);
const kB = (bytes) => (bytes / 1000).toFixed(1) + ' kB';
const firstLoad = sum(first);
const all = sum(scripts);
console.log(`first load of Min dag: ${kB(firstLoad)} gzip JavaScript (at most 80)`);
console.log(`all screens:           ${kB(all)} gzip JavaScript (at most 250)`);
if (firstLoad > 80_000 || all > 250_000 || begins('words.nb').length === 0) process.exit(1);
