// One visit: who she is and what matters to her, how to get in, what to do, and how it went.
import { t, term } from '../../i18n';
import { age, clock, today } from '../../i18n/dates';
import { events } from '../../offline/outbox';
import { Icon } from '../../ui/icons';
import { Heading, Tag } from '../../ui/parts';
import { Actions } from './Actions';
import { type DayOfMine, type Visit, mapLink, outcomeOf } from './model';

export function VisitPage({ day, visit, editable, alone, onBack }: { day: DayOfMine; visit: Visit; editable: boolean; alone: boolean; onBack: () => unknown }) {
  const Name = alone ? 'h1' : 'h2';
  const citizen = day.citizens.find((one) => one.id === visit.citizen);
  if (!citizen) return null;
  const unit = day.units.find((one) => one.id === visit.unit);
  const colleague = (id: string | null | undefined) => unit?.colleagues.find((one) => one.employee === id);
  const primary = colleague(citizen.primaryContact);
  const along = colleague(visit.with);
  const fordeler = colleague(unit?.fordeler);
  const tasks = citizen.tiltak.filter((one) => visit.tiltak.includes(one.id));
  const link = mapLink(citizen);
  const told = events.value.filter((event) => event.told.visit === visit.id && event.told.note);
  return (
    <article class="visit" aria-labelledby="visit-name">
      <div class="visit-head">
        <button type="button" class="ds-button only-narrow" data-variant="tertiary" data-icon="true" aria-label={t('back')} onClick={() => onBack()}><Icon name="left" /></button>
        <div>
          <Name class="ds-heading" data-size="sm" id="visit-name">{citizen.name}</Name>
          <p class="muted">
            {visit.start ? `${clock(visit.start)} · ` : ''}{visit.minutes} min · {t('day.window', { from: clock(visit.window.from), until: clock(visit.window.until) })}
          </p>
        </div>
      </div>
      <div class="tags">
        <Tag>{t('years', { n: age(citizen.birthDate, today()) })}</Tag>
        {visit.mustDo && <Tag colour="danger">{t('day.must')}</Tag>}
        {visit.newFace && <Tag colour="brand1">{t('day.newface.long')}</Tag>}
        {citizen.needsInterpreter && <Tag colour="warning">{t('day.interpreter', { language: citizen.language })}</Tag>}
        {citizen.protectedAddress && <Tag colour="danger">{t('day.protected')}</Tag>}
      </div>

      <section class="matters" aria-labelledby="visit-matters">
        <h2 id="visit-matters"><Icon name="heart" size={18} /> {t('matters')}</h2>
        {citizen.whatMatters.length > 0
          ? citizen.whatMatters.map((said, i) => <blockquote key={i}>{said}</blockquote>)
          : <p>{t('matters.none')}</p>}
        <a class="ds-link" href={`/kartlegging/${citizen.id}/ny`}>{t('talk.write')}</a>
      </section>

      <section class="wayin">
        {citizen.wayIn && (
          <a class="way-link" href={link ?? undefined} aria-label={`${t('day.map')}: ${citizen.wayIn.street}, ${citizen.wayIn.town}`}>
            <Icon name="pin" />
            <span><strong>{citizen.wayIn.street}</strong><span class="muted">{citizen.wayIn.postalCode} {citizen.wayIn.town}</span></span>
          </a>
        )}
        {citizen.wayIn?.key && <p class="key"><Icon name="key" /><span><strong>{t('day.key')}</strong> {citizen.wayIn.key}</span></p>}
        {citizen.wayIn?.directions && <p class="directions">{citizen.wayIn.directions}</p>}
      </section>

      <section aria-labelledby="visit-tasks">
        <h2 class="ds-heading" data-size="2xs" id="visit-tasks">{t('day.tasks')}</h2>
        <ul class="tasks">
          {tasks.map((task) => (
            <li key={task.id}>
              <p class="strong">{task.description} <span class="muted">{task.minutes} min</span></p>
              {task.instruction && <p>{task.instruction}</p>}
              {task.ownPart && <p class="own-part"><strong>{t('day.own')}</strong> {task.ownPart}</p>}
              {task.competences.length > 0 && <p class="muted">{task.competences.map((one) => term('CompetenceCode', one)).join(', ')}</p>}
            </li>
          ))}
          {tasks.length === 0 && <li>{term('Purpose', visit.purpose)}</li>}
        </ul>
      </section>

      <details class="ds-details people">
        <summary>{t('day.people')}</summary>
        <ul class="plain">
          {along && <Call label={t('day.with')} name={along.name} phone={along.phone} />}
          {citizen.phone && <Call label={t('day.citizen')} name={citizen.name} phone={citizen.phone} />}
          {citizen.contacts.map((one, i) => <Call key={i} label={one.relation ?? term('ContactRole', one.role)} name={one.name} phone={one.phone} />)}
          {primary && <Call label={term('CareRole', 'primary')} name={primary.name} phone={primary.phone} />}
          {fordeler && <Call label={term('Duty', 'fordeler')} name={fordeler.name} phone={fordeler.phone} />}
        </ul>
      </details>

      {told.length > 0 && (
        <section>
          <Heading level={2} size="2xs">{t('day.notes')}</Heading>
          <ul class="plain">{told.map((event) => <li key={event.told.id}><span class="muted">{clock(event.told.phoneTime)}</span> {event.told.note}</li>)}</ul>
        </section>
      )}
      {editable && <Actions key={outcomeOf(visit, events.value)} visit={visit} />}
    </article>
  );
}

function Call({ label, name, phone }: { label: string; name: string; phone: string | null | undefined }) {
  return (
    <li class="call">
      <span><strong>{name}</strong> <span class="muted">{label}</span></span>
      {phone && <a class="ds-button" data-variant="secondary" data-size="sm" href={`tel:${phone.replaceAll(' ', '')}`}><Icon name="phone" size={18} />{phone}</a>}
    </li>
  );
}
