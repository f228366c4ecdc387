// The address of the code generator as squares, for the phone that is not the one one sits at. Drawn here,
// by a small library that is fetched with this screen alone: the secret goes nowhere.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';

/** Squares of quiet around the code, as the standard asks for. */
const QUIET = 4;

interface Drawn { path: string; size: number }

/** Dark squares as a path, and the side of it all with the quiet around. */
export async function draw(text: string): Promise<Drawn> {
  const { generate } = await import('lean-qr');
  const code = generate(text);
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  }
  return { path, size: code.size + 2 * QUIET };
}

export function Qr({ text }: { text: string }) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let shown = true;
    // Without it the secret beside is enough.
    draw(text).then((found) => { if (shown) setDrawn(found); }, () => undefined);
    return () => { shown = false; };
  }, [text]);
  if (!drawn) return null;
  return (
    <svg class="qr" viewBox={`0 0 ${drawn.size} ${drawn.size}`} role="img" aria-label={t('enrol.qr')} shape-rendering="crispEdges">
      <rect width={drawn.size} height={drawn.size} class="qr-ground" />
      <path d={drawn.path} class="qr-dark" />
    </svg>
  );
}
