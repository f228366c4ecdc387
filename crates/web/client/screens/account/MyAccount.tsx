// Kontoen min: one's own password, second factor and sessions. It is about the one who asks and nobody else.
import { api, body } from '../../api/client';
import { me } from '../../api/state';
import { t } from '../../i18n';
import { useLoad } from '../../ui/load';
import { ChangePassword } from './ChangePassword';
import { Sessions } from './Sessions';

export function MyAccount() {
  const sessions = useLoad('sessions', () => body(api.GET('/api/v1/sessions')));
  const coded = me()?.secondFactor === true;
  return (
    <div class="page narrow">
      <h1 class="ds-heading" data-size="sm">{t('account.mine')}</h1>
      <ChangePassword onDone={() => void sessions.reload()} />
      <section class="panel" aria-labelledby="factor-title">
        <h2 class="ds-heading" data-size="xs" id="factor-title">{t('enrol.title')}</h2>
        <p>{t(coded ? 'account.coded' : 'account.uncoded')}</p>
        <div><a class="ds-button" data-variant="secondary" href="/kodegenerator">{t(coded ? 'account.code.again' : 'account.code.new')}</a></div>
      </section>
      <Sessions loaded={sessions} />
    </div>
  );
}
