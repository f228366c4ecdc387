// Who took part, where, and what kind of conversation it is.
import { Term, t } from '../../i18n';
import type { Content, Talk } from '../../offline/talks';
import { Field } from '../../ui/parts';

const KINDS = ['start', 'mapping', 'reassessment'] as const;
const PLACES = ['home', 'hospital', 'institution', 'telephone', 'digital', 'other'] as const;

export function WhoPage({ talk, onChange }: { talk: Talk; onChange: (content: Content) => void }) {
  const { content } = talk;
  const there = content.participants.some((one) => one.kind === 'citizen');
  return (
    <div class="stack">
      <Field id="kind" label={t('talk.kind')}>
        <select class="ds-input" id="kind" value={content.kind} onChange={(event) => onChange({ ...content, kind: event.currentTarget.value as Content['kind'] })}>
          {KINDS.map((one) => <option key={one} value={one}>{Term('AssessmentKind', one)}</option>)}
        </select>
      </Field>
      <Field id="place" label={t('talk.place')}>
        <select class="ds-input" id="place" value={content.place} onChange={(event) => onChange({ ...content, place: event.currentTarget.value as Content['place'] })}>
          {PLACES.map((one) => <option key={one} value={one}>{Term('ConversationPlace', one)}</option>)}
        </select>
      </Field>
      <label class="check">
        <input type="checkbox" class="ds-input" checked={there} onChange={(event) => {
          const others = content.participants.filter((one) => one.kind !== 'citizen');
          onChange({ ...content, participants: event.currentTarget.checked ? [{ kind: 'citizen' }, ...others] : others });
        }} />
        {t('talk.there', { name: talk.name })}
      </label>
    </div>
  );
}
