// No text in components: everything that is read comes from the message files.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import nb from '../client/i18n/nb';

const CLIENT = 'client';
const files = readdirSync(CLIENT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('i18n'))
  .map((entry) => join(entry.parentPath, entry.name));
/** Attributes that are read aloud or shown. */
const READ = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'legend', 'hint', 'description'];
/** The product's own name, and units that are the same in all three languages. */
const SAME = ['Tillit', 'min', 'N'];

function words(file: string): string[] {
  const found: string[] = [];
  const note = (text: string): void => {
    for (const word of text.match(/\p{L}+/gu) ?? []) if (!SAME.includes(word)) found.push(`${file}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    if (ts.isJsxAttribute(node) && READ.includes(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer)) note(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  return found;
}

describe('the components', () => {
  it('hold no text of their own', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.flatMap(words)).toEqual([]);
  });

  it('use every message there is', () => {
    const all = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const used = (key: string): boolean => {
      if (all.includes(`'${key}'`) || key.endsWith('.one')) return true;
      // Keys that are put together: `week.${kind}`.
      const stem = key.slice(0, key.lastIndexOf('.') + 1);
      return stem !== '' && all.includes(`\`${stem}\${`);
    };
    expect(Object.keys(nb).filter((key) => !used(key))).toEqual([]);
  });
});
