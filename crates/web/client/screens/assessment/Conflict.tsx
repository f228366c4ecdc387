// Somebody else has written in the same conversation: both versions in words, and a choice.
import { api, tagged } from '../../api/client';
import { t } from '../../i18n';
import type { Talk } from '../../offline/talks';
import { useLoad } from '../../ui/load';
import { Alert, Button, Loading } from '../../ui/parts';

export function Conflict({ talk, onMine, onTheirs }: { talk: Talk; onMine: (etag: string) => void; onTheirs: (theirs: Talk) => void }) {
  const loaded = useLoad(talk.id ?? '', () => tagged(api.GET('/api/v1/assessments/{assessment}', { params: { path: { assessment: talk.id ?? '' } } })));
  if (!loaded.data) return <Loading lines={1} />;
  const { data, etag } = loaded.data;
  const mine = talk.content.statements;
  const theirs = data.content.statements;
  const only = (a: typeof mine, b: typeof mine) => a.filter((one) => !b.some((other) => other.id === one.id && other.text === one.text));
  const both = [...theirs, ...mine.filter((one) => !theirs.some((other) => other.id === one.id))];
  return (
    <Alert colour="warning" title={t('conflict.title')} live>
      <p class="strong">{t('conflict.theirs')}</p>
      <ul class="ds-list">{only(theirs, mine).map((one) => <li key={one.id}>«{one.text}»</li>)}</ul>
      <p class="strong">{t('conflict.mine')}</p>
      <ul class="ds-list">{only(mine, theirs).map((one) => <li key={one.id}>«{one.text}»</li>)}</ul>
      <div class="chips">
        <Button onClick={() => onTheirs({ ...talk, etag, content: { ...talk.content, statements: both } })}>{t('conflict.both')}</Button>
        <Button variant="secondary" onClick={() => onMine(etag)}>{t('conflict.keepmine')}</Button>
        <Button variant="secondary" onClick={() => onTheirs({ ...talk, etag, content: data.content })}>{t('conflict.keeptheirs')}</Button>
      </div>
    </Alert>
  );
}
