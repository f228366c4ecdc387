// Function, 1 to 5, or 9 when it is not relevant. Every line may be left out.
import type { Schemas } from '../../api/client';
import { capital, t } from '../../i18n';
import type { Content, Talk } from '../../offline/talks';

export function FunctionPage({ template, talk, onChange }: { template: Schemas['Template']; talk: Talk; onChange: (content: Content) => void }) {
  const { content } = talk;
  const score = (variable: Schemas['FunctionVariable'], value: number | null): void => {
    const others = content.functionScores.filter((one) => one.variable !== variable);
    onChange({ ...content, functionScores: value === null ? others : [...others, { variable, score: value }] });
  };
  return (
    <div class="stack">
      <p class="muted">{t('talk.function.hint')}</p>
      {template.functionVariables.map((one) => {
        const now = content.functionScores.find((found) => found.variable === one.code)?.score;
        return (
          <fieldset key={one.code} class="choice scores">
            <legend>{capital(one.name)}</legend>
            {template.scores.map((value) => (
              <label key={value}><input type="radio" class="ds-input" name={one.code} checked={now === value} onChange={() => score(one.code, value)} />{value}</label>
            ))}
            {now !== undefined && <button type="button" class="ds-button" data-size="sm" data-variant="tertiary" onClick={() => score(one.code, null)}>{t('talk.leave')}</button>}
          </fieldset>
        );
      })}
    </div>
  );
}
