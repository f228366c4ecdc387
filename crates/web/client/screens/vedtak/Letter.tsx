// The letter as it will look, when the server can make it.
import { useEffect, useState } from 'preact/hooks';
import { request } from '../../api/client';
import { language, t } from '../../i18n';

export function Letter({ vedtak, version }: { vedtak: string; version: number }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    const load = async (): Promise<void> => {
      const headers = { 'X-Tillit': '1', 'Accept-Language': language.value };
      const answer = await request(new Request(`/api/v1/vedtak/${vedtak}/letter.pdf`, { headers }));
      if (!answer.ok || !answer.headers.get('content-type')?.includes('pdf')) return;
      made = URL.createObjectURL(await answer.blob());
      if (!gone) setUrl(made);
    };
    load().catch(() => undefined);
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [vedtak, version]);
  if (!url) return null;
  return (
    <section class="panel wide" aria-labelledby="letter-title">
      <h2 class="ds-heading" data-size="xs" id="letter-title">{t('case.letter')}</h2>
      <iframe class="letter" src={url} title={t('case.letter')} />
      <a class="ds-link" href={url} target="_blank" rel="noopener">{t('case.letter.open')}</a>
    </section>
  );
}
