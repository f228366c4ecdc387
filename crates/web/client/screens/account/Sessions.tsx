// Where one is logged in: on what, since when, until when at the latest. One that is not one's own doing, or is
// on a lost phone, is ended. The API keeps no last use, so none is shown.
import { useRef, useState } from 'preact/hooks';
import { type Schemas, api, asProblem, body } from '../../api/client';
import { t } from '../../i18n';
import { dayOf, moment, shortDay } from '../../i18n/dates';
import { type Loaded, useDoing } from '../../ui/load';
import { Button, Dialog, Loading, Refusal, Tag } from '../../ui/parts';
import { deviceName } from './device';

type Session = Schemas['SessionView'];

export function Sessions({ loaded }: { loaded: Loaded<Schemas['SessionList']> }) {
  const [ending, setEnding] = useState<Session | null>(null);
  const [ended, setEnded] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  // This one first. One that has run out is still listed by the server, and lets nobody in.
  const open = loaded.data?.items.filter((one) => Date.parse(one.expiresAt) > Date.now()).sort((a, b) => Number(b.current) - Number(a.current));
  const done = async (session: Session): Promise<void> => {
    setEnding(null);
    await loaded.reload();
    setEnded(t('session.ended', { device: deviceName(session.device) }));
    // Its button is gone, and the focus with it.
    heading.current?.focus();
  };
  return (
    <section class="panel" aria-labelledby="sessions-title">
      <h2 class="ds-heading" data-size="xs" id="sessions-title" tabIndex={-1} ref={heading}>{t('session.title')}</h2>
      <div>
        <p>{t('session.lead')}</p>
        <p role="status" class="settled">{ended}</p>
      </div>
      <Refusal problem={loaded.problem} onRetry={loaded.reload} />
      {!loaded.data && !loaded.problem && <Loading lines={2} />}
      <ul class="plain">
        {open?.map((one) => (
          <li key={one.id} class="call">
            <span>
              <strong>{deviceName(one.device)}</strong> {one.current && <Tag colour="success">{t('session.this')}</Tag>}
              <p class="muted">
                {t(one.provider ? 'session.since.with' : 'session.since', { when: moment(one.createdAt), provider: one.provider ?? '' })}
                {' · '}{t('session.until', { day: shortDay(dayOf(one.expiresAt)) })}
              </p>
            </span>
            {!one.current && (
              <Button variant="tertiary" colour="danger" onClick={() => { setEnded(''); setEnding(one); }}>
                {t('session.end')}<span class="ds-sr-only"> {deviceName(one.device)}, {t('session.since', { when: moment(one.createdAt) })}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && <End session={ending} onClose={() => setEnding(null)} onDone={() => done(ending)} />}
    </section>
  );
}

/** Asked first: it cannot be undone, and what that device has not sent is lost. */
function End({ session, onClose, onDone }: { session: Session; onClose: () => void; onDone: () => Promise<void> }) {
  const doing = useDoing();
  const end = async (): Promise<void> => {
    try {
      await body(api.DELETE('/api/v1/sessions/{session}', { params: { path: { session: session.id } } }));
    } catch (error) {
      // It ended on its own in the meantime: that is what was wished.
      if (asProblem(error).status !== 404) throw error;
    }
    await onDone();
  };
  return (
    <Dialog title={t('session.end.title', { device: deviceName(session.device) })} onClose={onClose}>
      <div class="stack">
        <p>{t('session.end.lead')}</p>
        <Refusal problem={doing.problem} />
        <Button colour="danger" busy={doing.busy} onClick={() => void doing.run(end)}>{t('session.end.do')}</Button>
        <Button variant="tertiary" onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  );
}
