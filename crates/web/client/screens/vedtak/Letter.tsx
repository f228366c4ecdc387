// The letter: as it will look while the vedtak is written and signed, and as it is afterwards.
import { useEffect, useState } from 'preact/hooks';
import { request } from '../../api/client';
import { language, t } from '../../i18n';
import { Loading } from '../../ui/parts';

type Shown = { url: string } | 'loading' | 'none';

export function Letter({ vedtak, version, signed }: { vedtak: string; version: number; signed: boolean }) {
  const [shown, setShown] = useState<Shown>('loading');
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    const load = async (): Promise<void> => {
      const headers = { 'X-Tillit': '1', 'Accept-Language': language.value };
      const file = signed ? 'letter.pdf' : 'letter-preview.pdf';
      const answer = await request(new Request(`/api/v1/vedtak/${vedtak}/${file}`, { headers }));
      if (!answer.ok || !answer.headers.get('content-type')?.includes('pdf')) throw new Error('no letter');
      made = URL.createObjectURL(await answer.blob());
      if (!gone) setShown({ url: made });
    };
    load().catch(() => { if (!gone) setShown('none'); });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [vedtak, version, signed]);
  const title = t(signed ? 'case.letter' : 'case.letter.draft');
  return (
    <section class="panel" aria-labelledby="letter-title">
      <h2 class="ds-heading" data-size="xs" id="letter-title">{title}</h2>
      {shown === 'loading' && <Loading lines={1} />}
      {shown === 'none' && <p class="muted">{t('case.letter.none')}</p>}
      {typeof shown === 'object' && (
        <>
          <iframe class="letter" src={`${shown.url}#view=FitH&toolbar=0`} title={title} />
          <a class="ds-button" data-variant="secondary" href={shown.url} target="_blank" rel="noopener">{t('case.letter.open')}</a>
        </>
      )}
    </section>
  );
}
