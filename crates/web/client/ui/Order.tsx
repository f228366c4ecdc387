// Things in an order: dragged, or moved one place at a time by buttons, with the same result. What happened is told to whoever
// does not see it, and the focus goes along with what was moved.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Button } from './parts';

export interface Item {
  key: string;
  label: string;
  more?: ComponentChildren;
}

/** A list with what stood at one place put at another. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list];
  const [one] = rest.splice(from, 1);
  if (one === undefined || to < 0 || to > rest.length) return [...list];
  rest.splice(to, 0, one);
  return rest;
}

export function Order({ id, items, onMove, onRemove }: {
  id: string; items: Item[]; onMove: (from: number, to: number) => void; onRemove?: (at: number) => void;
}) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  // Which button is to have the focus when the list is drawn anew.
  const focus = useRef<[key: string, way: 'up' | 'down'] | null>(null);
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    const wanted = focus.current;
    focus.current = null;
    if (!wanted) return;
    const [key, way] = wanted;
    const button = (which: string) => [...list.current?.querySelectorAll('button') ?? []].find((one) => one.dataset['of'] === `${key} ${which}` && !one.disabled);
    (button(way) ?? button(way === 'up' ? 'down' : 'up'))?.focus();
  }, [items]);
  const go = (from: number, to: number): void => {
    const item = items[from];
    if (!item || from === to || to < 0 || to >= items.length) return;
    onMove(from, to);
    setSaid(t('order.now', { what: item.label, n: to + 1 }));
  };
  const drop = (to: number): void => {
    if (dragged !== null) go(dragged, to);
    setDragged(null);
    setOver(null);
  };
  return (
    <>
      <ol class="plain order" id={id} ref={list}>
        {items.map((item, i) => (
          <li key={item.key} class="call" draggable data-over={over === i && dragged !== null && dragged !== i}
            onDragStart={(event) => { setDragged(i); event.dataTransfer?.setData('text/plain', item.key); }}
            onDragEnter={() => setOver(i)} onDragOver={(event) => event.preventDefault()} onDragEnd={() => { setDragged(null); setOver(null); }}
            onDrop={(event) => { event.preventDefault(); drop(i); }}>
            <span class="order-what"><span><span class="order-n" aria-hidden="true">{i + 1}</span> <strong>{item.label}</strong></span>{item.more}</span>
            <span class="chips">
              <Button variant="secondary" data-size="sm" data-of={`${item.key} up`} disabled={i === 0} onClick={() => { focus.current = [item.key, 'up']; go(i, i - 1); }}>{t('order.up')}<span class="ds-sr-only"> {item.label}</span></Button>
              <Button variant="secondary" data-size="sm" data-of={`${item.key} down`} disabled={i === items.length - 1} onClick={() => { focus.current = [item.key, 'down']; go(i, i + 1); }}>{t('order.down')}<span class="ds-sr-only"> {item.label}</span></Button>
              {onRemove && <Button variant="tertiary" colour="danger" data-size="sm" onClick={() => onRemove(i)}>{t('talk.remove')}<span class="ds-sr-only"> {item.label}</span></Button>}
            </span>
          </li>
        ))}
      </ol>
      <p class="ds-sr-only" role="status">{said}</p>
    </>
  );
}
