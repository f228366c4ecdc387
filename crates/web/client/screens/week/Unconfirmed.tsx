// Memberships that wait for the leader.
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { useDoing } from '../../ui/load';
import { Button, Refusal } from '../../ui/parts';

/** Memberships open records only when the leader has confirmed them (SEC-2). */
export function Unconfirmed({ members, team, leader, reload }: { members: Schemas['MemberView'][]; team: string; leader: boolean; reload: () => Promise<void> }) {
  const doing = useDoing();
  const waiting = members.filter((one) => !one.confirmed);
  if (waiting.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="confirm-title">
      <h2 class="ds-heading" data-size="xs" id="confirm-title">{t('week.unconfirmed')}</h2>
      <ul class="plain">
        {waiting.map((one) => (
          <li key={one.id} class="call">
            <span><strong>{one.name}</strong> <span class="muted">{Term('Role', one.role)}</span></span>
            {leader && <Button busy={doing.busy} onClick={() => void doing.run(async () => {
              await body(api.POST('/api/v1/teams/{team}/members/{membership}/confirmation', {
                params: { path: { team, membership: one.id }, header: { 'If-Match': one.etag } },
              }));
              await reload();
            })}>{t('week.confirm')}</Button>}
          </li>
        ))}
      </ul>
      <Refusal problem={doing.problem} />
    </section>
  );
}
