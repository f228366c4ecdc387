// How a goal goes: baseline, evaluations and target as one small line (WEB-14), with the same in words.
import type { Schemas } from '../api/client';
import { t } from '../i18n';

const WIDTH = 180;
const HEIGHT = 64;
export const RANGES = { self_rated: [0, 10], goal_attainment: [-2, 2], yes_no: [0, 1] } as const;

export function Progress({ goal }: { goal: Schemas['GoalView'] }) {
  const [low, high] = RANGES[goal.content.scale];
  const scores = [goal.content.baseline ?? low, ...goal.evaluations.map((one) => one.content.score)];
  const target = goal.content.target ?? high;
  const y = (score: number): number => HEIGHT - 8 - ((score - low) / (high - low)) * (HEIGHT - 16);
  const x = (i: number): number => 10 + (i / Math.max(scores.length, 2)) * (WIDTH - 34);
  const words = t('goal.words', { from: goal.content.baseline ?? '–', now: scores.at(-1) ?? '–', target });
  return (
    <figure class="progress">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
        <line x1="0" x2={WIDTH} y1={y(target)} y2={y(target)} class="progress-target" />
        <polyline points={scores.map((score, i) => `${x(i)},${y(score)}`).join(' ')} class="progress-line" />
        <text x={WIDTH} y={y(target) + (target > (low + high) / 2 ? 12 : -5)} text-anchor="end" class="progress-word">{t('goal.target', { target: `${target}` })}</text>
        {scores.map((score, i) => <circle key={i} cx={x(i)} cy={y(score)} r="4" class="progress-point" />)}
      </svg>
      <figcaption class="muted">{words}</figcaption>
    </figure>
  );
}
