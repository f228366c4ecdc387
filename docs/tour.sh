#!/usr/bin/env bash
# One day of Team Skullerud through the REST API: every command of docs/tour.md, in its order.
# Needs bash, curl and Node, and `make run` in another window. Works on any day, once for each
# fresh demo (`rm -r data` brings a fresh one).
set -euo pipefail

# --- 0. Tools
API=${TILLIT:-http://localhost:8080}/api/v1
DAY=$(node -p 'new Date(Date.now() + 864e5).toLocaleDateString("sv-SE", { timeZone: "Europe/Oslo" })')
declare -A TOKEN
show() { node -e 'const x = JSON.parse(require("fs").readFileSync(0, "utf8") || "null");
  const time = (at) => at && new Date(at).toLocaleTimeString("nb", { timeZone: "Europe/Oslo", hour: "2-digit", minute: "2-digit" });
  const why = () => [x.title, ...(x.errors || []).map((e) => `  ${e.rule} ${e.message}`)].join("\n");
  const said = eval(process.argv[1]); console.log(typeof said === "string" ? said : JSON.stringify(said, null, 2));' "$1"; }
login() { TOKEN[$1]=$(curl -sS "$API/sessions" -H 'content-type: application/json' \
  -d "{\"userName\":\"$1\",\"password\":\"demo sykkel november\"}" | show x.accessToken); }
as() { local who=$1 method=$2 path=$3; shift 3; curl -sS -X "$method" "$API$path" \
  -H "authorization: Bearer ${TOKEN[$who]}" -H 'content-type: application/json' -H 'accept-language: en' "$@"; }
tag() { as "$1" GET "$2" -o /dev/null -D - | tr -d '\r' | sed -n 's/^etag: //Ip'; }
step() { printf '\n== %s\n' "$1"; }

# --- 1. Kari logs in
step '1. Kari logs in'
login kari.nordby
as kari.nordby GET /me | show '`${x.name}, ${x.profession}, ${x.roles[0].unitName}`'
TEAM=$(as kari.nordby GET /me | show 'x.roles[0].unit')
KARI=$(as kari.nordby GET /me | show 'x.employee')

# --- 2. Astrid, and why she is with Kari
step '2. Astrid, and why she is with Kari'
ASTRID=$(as kari.nordby GET '/citizens?query=astrid' | show 'x.items[0].id')
as kari.nordby GET "/citizens/$ASTRID" | show '`${x.name.given} ${x.name.family}, ${x.address.street}`'
NAMES=$(as kari.nordby GET "/teams/$TEAM/members" | show 'JSON.stringify(Object.fromEntries(x.items.map((m) => [m.employee, m.name])))')
as kari.nordby GET "/citizens/$ASTRID/care-team" | show 'const name = '"$NAMES"'; x.members.map((m) => m.role + ": " + name[m.employee]).join("\n")'

# --- 3. What matters to Astrid
step '3. What matters to Astrid'
SAID=$(node -p 'crypto.randomUUID()')
talk() { node -p 'JSON.stringify({ kind: "mapping", templateVersion: 1, heldAt: new Date(Date.now() - 36e5).toISOString(),
  place: "home", participants: [{ kind: "citizen" }, { kind: "employee", employee: process.argv[1], profession: "nurse" }],
  statements: process.argv[2] ? [{ id: process.argv[2], section: "what_matters", text: "Jeg vil gå til butikken selv igjen",
    voice: { kind: "ownWords", language: "nb", interpreter: false } }] : [],
  functionScores: [], screens: [], nextOn: null })' "$KARI" "$1"; }
TALK=/assessments/$(as kari.nordby POST "/citizens/$ASTRID/assessments" -d "{\"content\":$(talk ''),\"correction\":null}" | show x.id)
as kari.nordby POST "$TALK/completion" -H "if-match: $(tag kari.nordby "$TALK")" -d '{}' | show 'why()'
as kari.nordby PUT "$TALK" -H "if-match: $(tag kari.nordby "$TALK")" -d "$(talk "$SAID")" -o /dev/null
as kari.nordby POST "$TALK/completion" -H "if-match: $(tag kari.nordby "$TALK")" -d '{}' | show '"now " + x.state + ", next due " + x.nextDue'
GOAL=$(as kari.nordby POST "/citizens/$ASTRID/tiltaksplan/goals" -d "{\"text\":\"Går til butikken og hjem igjen\",
  \"basis\":{\"kind\":\"statement\",\"statement\":\"$SAID\"},\"scale\":\"self_rated\",\"baseline\":3,\"target\":7,
  \"owner\":\"$KARI\",\"evaluationDate\":\"$(node -p 'new Date(Date.now() + 28 * 864e5).toISOString().slice(0, 10)')\"}" | show x.id)
as kari.nordby POST "/citizens/$ASTRID/tiltaksplan/tiltak" -d "{\"service\":\"home_nursing\",\"description\":\"Gangtrening til butikken\",
  \"instruction\":\"Gå sammen, hvil på benken ved postkassen\",\"ownPart\":\"Bestemmer hvor langt\",\"competences\":[\"personal_care\"],
  \"minutes\":20,\"employees\":1,\"recurrence\":\"FREQ=DAILY\",\"exceptions\":[],
  \"window\":{\"from\":\"10:30:00\",\"until\":\"12:30:00\",\"preferred\":\"11:30:00\"},\"slot\":\"formiddag\",\"after\":null,
  \"goals\":[\"$GOAL\"],\"vedtak\":null,\"mustDo\":false,\"canWaitDays\":2,\"performer\":\"team_member\",\"designedBy\":null,
  \"designReviewOn\":null,\"mastery\":true,\"start\":\"$DAY\",\"end\":null}" | show 'x.id ? "a tiltak that points at what she said" : why()'

# --- 4. Tomorrow's list: taking visits
step "4. Tomorrow's list ($DAY): taking visits"
LIST=/teams/$TEAM/days/$DAY
as kari.nordby GET "$LIST" | show '`fordeler: ${x.fordeler.name} (${x.fordeler.reason}); ${x.visits.length} visits, ${x.obstacles.length} obstacles to publishing`'
as kari.nordby GET "$LIST" | show 'x.visits.filter((v) => v.citizen.name === "Astrid Bøe").map((v) => `${v.slot}: ${v.minutes} min between ${time(v.window.from)} and ${time(v.window.until)}, needs ${v.competences.join(" + ")}`).join("\n")'
INSULIN=$(as kari.nordby GET "$LIST" | show 'x.visits.find((v) => v.citizen.name === "Astrid Bøe" && v.slot === "morgen").id')
as kari.nordby POST "/visits/$INSULIN/pin" | show '`Astrid, morning: ${x.assignments[0].state} by ${x.assignments[0].name}`'
login ola.tangen
as ola.tangen POST "/visits/$INSULIN/claim" | show 'why()'
OTHER=$(as ola.tangen GET "$LIST" | show 'x.visits.find((v) => v.slot === "formiddag" && v.employees === 1 && v.competences.every((c) => c === "personal_care")).id')
as ola.tangen POST "/visits/$OTHER/claim" | show 'x.assignments ? `${x.citizen.name}: ${x.assignments[0].state} by ${x.assignments[0].name}` : why()'

# --- 5. A proposal, its reasons, and publication
step '5. A proposal, its reasons, and publication'
listtag() { as "$1" GET "$LIST" | show x.etag; }
as kari.nordby POST "$LIST/publication" -H "if-match: $(listtag kari.nordby)" | show 'x.title + ": " + x.errors.length + " reasons, the first: " + x.errors[0].message'
as ola.tangen POST "$LIST/publication" -H "if-match: $(listtag ola.tangen)" | show 'why()'
propose() {
  PROPOSAL=$LIST/proposals/$(as kari.nordby POST "$LIST/proposals" -H 'prefer: wait=8' | show x.id)
  until [ "$(as kari.nordby GET "$PROPOSAL" | show x.state)" != working ]; do sleep 1; done
  as kari.nordby GET "$PROPOSAL" | show '`${x.parts.length} parts, ${x.parts.filter((p) => p.fixed).length} of them taken by colleagues and left alone; ${x.unplaced.length} without a place`'
}
propose
as kari.nordby GET "$PROPOSAL" | show 'x.parts.slice().sort((a, b) => b.fixed - a.fixed).slice(0, 6).map((p) => `${time(p.start)} ${p.name}${p.fixed ? " (her own)" : ""}: ${p.why}`).join("\n")'
as kari.nordby GET "$PROPOSAL" | show 'x.unplaced.map((u) => "no place: " + u.help.join("; ") + "\n" + u.blocks.slice(0, 3).map((b) => `  ${b.name}: ${b.reason.message}`).join("\n")).join("\n") || "everything found a place"'
login ingrid.solheim
SPARE=$(as kari.nordby GET "$LIST" | show 'x.lanes.filter((l) => !l.shiftMinutes && ["nurse", "healthcare_worker"].includes(l.profession)).map((l) => l.employee).join(" ")')
for who in $SPARE; do
  LEFT=$(as kari.nordby GET "$PROPOSAL" | show 'x.unplaced.length ? x.unplaced[0].visit : ""')
  [ -z "$LEFT" ] && break
  # The hours of those who are at work when the visit should begin.
  SHIFT=$(as kari.nordby GET "$LIST" | show 'const begins = x.visits.find((v) => v.id === "'"$LEFT"'").window.from;
    const all = x.lanes.flatMap((l) => l.atWork), at = all.find((i) => i.from <= begins && begins < i.until) || all[0];
    ({ employee: "'"$who"'", kind: time(at.from) < "14" ? "day" : "evening", interval: at })')
  as ingrid.solheim POST "/teams/$TEAM/shifts" -d "$SHIFT" | show 'x.id ? `Ingrid calls in one more, ${time(x.interval.from)}–${time(x.interval.until)}` : why()'
  propose
done
as kari.nordby POST "$PROPOSAL/acceptance" -H "if-match: $(as kari.nordby GET "$PROPOSAL" | show x.planEtag)" -d '{}' | show 'x.visits ? `taken; ${x.obstacles.length} obstacles left` : why()'
as kari.nordby POST "$LIST/publication" -H "if-match: $(listtag kari.nordby)" | show 'x.state || why()'

# --- 6. Decisions
step '6. Decisions: one signed, one refused with all its reasons'
login randi.sather
RANDI=$(as randi.sather GET /me | show x.employee)
decide() { # service → path of a submitted vedtak
  local vedtak=/vedtak/$(as randi.sather POST "/citizens/$ASTRID/vedtak" -d "{\"content\":{\"service\":\"$1\",\"outcome\":\"grant\",\"form\":\"detailed\",
    \"frame\":$2,\"from\":\"$DAY\",\"until\":\"$(node -p 'new Date(Date.now() + 180 * 864e5).toISOString().slice(0, 10)')\",\"assessment\":\"${TALK#/assessments/}\",
    \"purpose\":\"Klare seg selv hjemme\",\"facts\":\"Ser dårlig\",\"reasoning\":\"Trenger hjelp en stund\",\"citizenView\":\"Vil gå selv\",
    \"kinView\":\"Datteren er enig\",\"legalBasis\":[\"hol § 3-2 nr. 6 b\"],\"ownPayment\":false,\"appealInformation\":\"Du kan klage innen fire uker.\"},
    \"caseWorker\":\"$RANDI\",\"responsibleNurse\":\"$KARI\"}" | show x.id)
  as randi.sather POST "$vedtak/submission" -H "if-match: $(tag randi.sather "$vedtak")" | show 'x.state || why()' >&2
  as randi.sather POST "$vedtak/statements" -d '{"role":"case_worker","text":"Enig i rammen."}' -o /dev/null
  as kari.nordby POST "$vedtak/statements" -d '{"role":"responsible_nurse","text":"Enig i rammen."}' -o /dev/null
  as randi.sather POST "$vedtak/submission" -H "if-match: $(tag randi.sather "$vedtak")" | show 'x.state || why()' >&2
  echo "$vedtak"
}
CLEANING=$(decide practical_assistance '{"kind":"minutesPerWeek","from":60,"to":90}')
as ingrid.solheim POST "$CLEANING/signature" -H "if-match: $(tag ingrid.solheim "$CLEANING")" | show 'x.signature ? x.state + ", hash " + x.signature.contentHash.slice(0, 16) + "…" : why()'
CENTRE=$(decide day_centre '{"kind":"count","count":2}')
as ingrid.solheim POST "$CENTRE/signature" -H "if-match: $(tag ingrid.solheim "$CENTRE")" | show 'why()'
login hanne.moe
as hanne.moe POST "$CENTRE/signature" -H "if-match: $(tag ingrid.solheim "$CENTRE")" | show 'why()'
as ingrid.solheim GET "$CENTRE/signing-options" | show 'x.whoMay.map((w) => "may sign: " + w.name + ", " + w.unitName).join("\n")'

# --- 7. The phone, twice and in the wrong order
step '7. The phone, twice and in the wrong order'
as kari.nordby GET "/me/day?date=$DAY" | show '`${x.visits.length} visits of her own; Astrid is ${x.visits.find((v) => v.id === "'"$INSULIN"'").outcome}`'
BATCH=$(node -p 'const at = (m) => new Date(Date.now() - m * 6e4).toISOString(), visit = process.argv[1];
  JSON.stringify({ device: crypto.randomUUID(), events: [
    { id: crypto.randomUUID(), visit, kind: "done", phoneTime: at(5), sequence: 2 },
    { id: crypto.randomUUID(), visit, kind: "started", phoneTime: at(25), sequence: 1 }] })' "$INSULIN")
for time in first second; do
  as kari.nordby POST /me/visit-events -d "$BATCH" | show '"'$time' time: " + x.answers.map((a) => a.fate).join(", ")'
done
as kari.nordby GET "/me/day?date=$DAY" | show '"Astrid is " + x.visits.find((v) => v.id === "'"$INSULIN"'").outcome'

# --- 8. Another team's nurse, and the log
step "8. Another team's nurse, and the log"
login tone.vangen
as tone.vangen GET "/citizens/$ASTRID" | show 'x.status + " " + why()'
as tone.vangen GET '/citizens?query=astrid' | show '`${x.items.length} found`'
as ingrid.solheim GET "/citizens/$ASTRID/access-log?limit=200" | show 'x.items.reverse().map((l) => `${time(l.from)} ${(l.name || "system").padEnd(16)} ${l.action.padEnd(6)} ${l.operation.padEnd(20)} ${l.document.padEnd(14)} because: ${l.basis}`).join("\n")'
