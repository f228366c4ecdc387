// The frame around every screen: who, where to, what has not been sent.
import { ErrorBoundary, LocationProvider, Route, Router, lazy, useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { type Me, has, mayPrepare, me, reachable, signedIn, teams } from './api/state';
import { t } from './i18n';
import { syncing, unsent } from './offline/outbox';
import { owner, vault } from './offline/vault';
import { Menu } from './menu';
import { Day } from './screens/day/Day';
import { SignIn } from './signin';
import { Icon, type IconName } from './ui/icons';
import { Alert, Dialog, Loading } from './ui/parts';

const Board = lazy(() => import('./screens/board/Board').then((m) => m.Board));
const Caseload = lazy(() => import('./screens/caseload/Caseload').then((m) => m.Caseload));
const Citizen = lazy(() => import('./screens/citizen/Citizen').then((m) => m.Citizen));
const Assessment = lazy(() => import('./screens/assessment/Assessment').then((m) => m.Assessment));
const Queue = lazy(() => import('./screens/vedtak/Queue').then((m) => m.Queue));
const Case = lazy(() => import('./screens/vedtak/Case').then((m) => m.Case));
const Draft = lazy(() => import('./screens/vedtak/Draft').then((m) => m.Draft));
const Week = lazy(() => import('./screens/week/Week').then((m) => m.Week));
const Tasks = lazy(() => import('./screens/tasks/Tasks').then((m) => m.Tasks));
const Staffing = lazy(() => import('./screens/staffing/Staffing').then((m) => m.Staffing));
const Enrol = lazy(() => import('./screens/enrol/Enrol').then((m) => m.Enrol));
const MustEnrol = lazy(() => import('./screens/enrol/Enrol').then((m) => m.MustEnrol));
const MyAccount = lazy(() => import('./screens/account/MyAccount').then((m) => m.MyAccount));
const Library = lazy(() => import('./screens/library/Library').then((m) => m.Library));
const NewPassword = lazy(() => import('./screens/enrol/NewPassword').then((m) => m.NewPassword));
const Admin = lazy(() => import('./screens/admin/Admin').then((m) => m.Admin));

interface Place {
  path: string;
  icon: IconName;
  label: string;
}

function places(who: Me | null): Place[] {
  const day: Place = { path: '/', icon: 'day', label: t('nav.day') };
  if (!who) return [day];
  const found: Place[] = [];
  if (teams(who).length > 0) {
    found.push(day, { path: '/tavle', icon: 'board', label: t('nav.board') }, { path: '/innbyggere', icon: 'people', label: t('nav.caseload') });
  }
  // Who is only booked has her list and no team's board.
  else if (has(who, 'substitute')) found.push(day);
  // Who sets up and who audits have no tasks.
  if (who.roles.some((one) => !['administrator', 'auditor'].includes(one.role))) found.push({ path: '/oppgaver', icon: 'tasks', label: t('nav.tasks') });
  if (has(who, 'staffing')) found.unshift({ path: '/vikarer', icon: 'people', label: t('nav.staffing') });
  if (mayPrepare(who) || has(who, 'office_leader')) found.push({ path: '/vedtak', icon: 'pen', label: t('nav.vedtak') });
  if (teams(who).length > 0) found.push({ path: '/uke', icon: 'week', label: t('nav.week') });
  if (has(who, 'administrator', 'leader')) found.push({ path: '/admin', icon: 'gear', label: t('nav.admin') });
  return found.length > 0 ? found : [day];
}

/** So many places a thumb can tell apart along the edge of a phone; the rest are behind the last. */
const ROOM = 5;

function PlaceLink({ place, here, beyond }: { place: Place; here: boolean; beyond: boolean }) {
  return (
    <a href={place.path} class={beyond ? 'beyond' : undefined} aria-current={here ? 'page' : undefined}>
      <Icon name={place.icon} />
      <span>{place.label}</span>
    </a>
  );
}

function SyncState() {
  const text = !reachable.value ? t('sync.offline') : syncing.value ? t('sync.now') : t('sync.waiting');
  if (reachable.value && unsent.value === 0) return null;
  return (
    <p class="sync" role="status" data-color={reachable.value ? 'info' : 'warning'}>
      <Icon name="sync" size={18} />
      {text}
      {unsent.value > 0 && <strong> · {t('sync.unsent', { n: unsent.value })}</strong>}
    </p>
  );
}

function Frame() {
  const { path, route } = useLocation();
  const who = me();
  const shown = places(who);
  const [menu, setMenu] = useState(false);
  const [more, setMore] = useState(false);
  const crowded = shown.length > ROOM;
  const here = (place: Place): boolean => (place.path === '/' ? path === '/' || path.startsWith('/besok') : path.startsWith(place.path));
  useEffect(() => {
    const first = shown[0];
    if (path === '/' && first && first.path !== '/') route(first.path, true);
  });
  useEffect(() => {
    // A new place begins at its top, and is named by its heading.
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div class="frame">
      <a class="ds-skip-link" href="#main">{t('skip')}</a>
      <header class="top">
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" />Tillit</a>
        <SyncState />
        <button type="button" class="ds-button who" data-variant="tertiary" aria-haspopup="dialog" onClick={() => setMenu(true)}>
          {who?.name ?? t('menu')}
        </button>
      </header>
      <nav class="places" aria-label={t('nav')}>
        {shown.map((place, i) => <PlaceLink key={place.path} place={place} here={here(place)} beyond={crowded && i >= ROOM - 1} />)}
        {crowded && (
          <button type="button" class="only-narrow" aria-haspopup="dialog" aria-current={shown.slice(ROOM - 1).some(here) ? 'page' : undefined} onClick={() => setMore(true)}>
            <Icon name="more" />
            <span>{t('nav.more')}</span>
          </button>
        )}
      </nav>
      <main id="main" tabIndex={-1}>
        {who && owner.value && owner.value !== who.employee && vault.value !== 'none' && (
          <Alert colour="warning">{t('vault.others', { n: unsent.value })}</Alert>
        )}
        <ErrorBoundary>
          <Router>
            <Route path="/" component={Day} />
            <Route path="/besok/:visit" component={Day} />
            <Route path="/tavle" component={Board} />
            <Route path="/innbyggere" component={Caseload} />
            <Route path="/innbyggere/:citizen" component={Citizen} />
            <Route path="/kartlegging/:citizen/:id" component={Assessment} />
            <Route path="/vedtak" component={Queue} />
            <Route path="/innbyggere/:citizen/vedtak/nytt" component={Draft} />
            <Route path="/vedtak/:id" component={Case} />
            <Route path="/vedtak/:id/rediger" component={Draft} />
            <Route path="/uke" component={Week} />
            <Route path="/oppgaver" component={Tasks} />
            <Route path="/vikarer" component={Staffing} />
            <Route path="/bibliotek" component={Library} />
            <Route path="/admin" component={Admin} />
            <Route path="/konto" component={MyAccount} />
            <Route path="/kodegenerator" component={Enrol} />
            <Route default component={Nowhere} />
          </Router>
        </ErrorBoundary>
      </main>
      {menu && <Menu onClose={() => setMenu(false)} />}
      {more && (
        <Dialog title={t('nav.more')} onClose={() => setMore(false)}>
          <ul class="plain more-places">{shown.slice(ROOM - 1).map((place) => (
            <li key={place.path}><a class="ds-button" data-variant="secondary" href={place.path} aria-current={here(place) ? 'page' : undefined} onClick={() => setMore(false)}><Icon name={place.icon} />{place.label}</a></li>
          ))}</ul>
        </Dialog>
      )}
    </div>
  );
}

function Nowhere() {
  return <Alert colour="info" title={t('nowhere')}><a class="ds-link" href="/">{t('nav.day')}</a></Alert>;
}

/** Where a second factor is required nothing else is open before (SEC-6). */
function mustEnrol(who: Me | null): boolean {
  return who !== null && who.secondFactorRequired && !who.secondFactor;
}

export function App() {
  if (location.pathname === '/nytt-passord') return <LocationProvider><ErrorBoundary><NewPassword /></ErrorBoundary></LocationProvider>;
  if (signedIn.value === 'unknown') return <Loading />;
  return (
    <LocationProvider>
      {signedIn.value === 'none' ? <SignIn /> : mustEnrol(me()) ? <ErrorBoundary><MustEnrol /></ErrorBoundary> : <Frame />}
    </LocationProvider>
  );
}
