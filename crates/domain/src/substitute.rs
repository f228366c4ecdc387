//! Asking the staffing office for a substitute: who asks, who answers, who books (R-SHF-3).

use crate::{
    ids::*,
    interval::Interval,
    organisation::CompetenceCode,
    reason::{Reason, Violations, none_of},
    shift::ShiftKind,
    text_enum,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Longest note, characters.
const LONGEST: usize = 500;
/// Most shifts that one request asks for.
const MOST_SHIFTS: usize = 60;

text_enum! {
    /// How far a request has come.
    pub enum RequestState {
        /// Waits for the staffing office.
        Asked = "asked", "spurt om", "spurt om", "asked";
        /// Somebody is offered for at least one of the shifts.
        Offered = "offered", "tilbudt", "tilbydd", "offered";
        /// The office has nobody.
        Declined = "declined", "ingen å få", "ingen å få", "nobody to be had";
        /// Booked.
        Booked = "booked", "bestilt", "bestilt", "booked";
        /// No longer needed.
        Withdrawn = "withdrawn", "trukket tilbake", "trekt tilbake", "withdrawn";
    }
}

/// A shift that somebody is wanted for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wanted {
    /// When.
    pub interval: Interval,
    /// What kind of shift.
    pub kind: ShiftKind,
}

/// What the staffing office answers about one of the shifts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Which of the shifts, from 0.
    pub shift: usize,
    /// Who could come; nobody when there is none to be had.
    pub employee: Option<EmployeeId>,
}

/// A request to the staffing office (`SubstituteRequest`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubstituteRequest {
    /// Identity.
    pub id: SubstituteRequestId,
    /// Which team asks.
    pub unit: UnitId,
    /// Which staffing office.
    pub office: UnitId,
    /// Because of which absence, when of one. The office learns that somebody is away, never who or why.
    pub absence: Option<AbsenceId>,
    /// For which shifts.
    pub shifts: Vec<Wanted>,
    /// What she must be able to do.
    pub competences: BTreeSet<CompetenceCode>,
    /// What else is good to know; nothing about citizens.
    pub note: Option<String>,
    /// How far it has come.
    pub state: RequestState,
    /// Who asked.
    pub asked_by: EmployeeId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// What the office has answered, one for each shift that it has spoken of.
    pub offers: Vec<Offer>,
    /// What the office said beside.
    pub answer: Option<String>,
}

macro_rules! reasons {
    ($($name:ident $code:literal $nb:literal $nn:literal $en:literal;)+) => {$(
        static $name: Reason = Reason { rule: "R-SHF-3", code: $code, nb: $nb, nn: $nn, en: $en };
    )+};
}

reasons! {
    NO_SHIFT "request-without-shift"
        "Si hvilke vakter det trengs noen til, høyst {most}."
        "Sei kva vakter det trengst nokon til, høgst {most}."
        "Say which shifts somebody is wanted for, at most {most}.";
    BACKWARDS "request-ends-before-start"
        "Vakten slutter før den begynner, eller er lengre enn 16 timer."
        "Vakta sluttar før ho byrjar, eller er lengre enn 16 timar."
        "The shift ends before it begins, or is longer than 16 hours.";
    LONG_NOTE "request-note-too-long"
        "Høyst {most} tegn." "Høgst {most} teikn." "At most {most} characters.";
    PAST "request-too-late"
        "Vakten er over." "Vakta er over." "The shift is over.";
    NO_SUCH_SHIFT "request-no-such-shift"
        "Forespørselen har ingen vakt nummer {shift}." "Førespurnaden har inga vakt nummer {shift}."
        "The request has no shift number {shift}.";
    SETTLED "request-settled"
        "Forespørselen er {state}." "Førespurnaden er {state}." "The request is {state}.";
    NOTHING_OFFERED "request-nothing-offered"
        "Bemanningskontoret har ikke tilbudt noen ennå."
        "Bemanningskontoret har ikkje tilbydd nokon enno."
        "The staffing office has offered nobody yet.";
    LEADER_BOOKS "leader-books-substitutes"
        "Lederen bestiller vikarer i dette teamet. Spillereglene kan si at teamet gjør det selv."
        "Leiaren bestiller vikarar i dette teamet. Spelereglane kan seie at teamet gjer det sjølv."
        "The leader books substitutes in this team. The charter can say that the team does.";
}

fn long_note(note: Option<&str>, at: &'static str) -> Violations {
    let long = note.is_some_and(|text| text.chars().count() > LONGEST);
    let found = long.then(|| LONG_NOTE.violation().at(at).with("most", LONGEST));
    found.into_iter().collect()
}

/// Everything that is wrong with what is asked for (R-SHF-3).
pub fn request_faults(shifts: &[Wanted], note: Option<&str>, now: DateTime<Utc>) -> Violations {
    let mut found = Violations::new();
    if shifts.is_empty() || shifts.len() > MOST_SHIFTS {
        found.push(NO_SHIFT.violation().at("/shifts").with("most", MOST_SHIFTS));
    }
    for (n, wanted) in shifts.iter().enumerate() {
        let at = format!("/shifts/{n}/interval/until");
        if !(1..=16 * 60).contains(&wanted.interval.minutes()) {
            found.push(BACKWARDS.violation().at(at));
        } else if wanted.interval.until <= now {
            found.push(PAST.violation().at(at));
        }
    }
    found.extend(long_note(note, "/note"));
    found
}

/// What a request becomes when the office answers: a later answer about a shift takes the place of an
/// earlier one.
///
/// # Errors
/// Every reason why it cannot be answered so.
pub fn answered(
    request: &SubstituteRequest,
    offers: &[Offer],
    answer: Option<&str>,
) -> Result<SubstituteRequest, Violations> {
    let mut found = Violations::new();
    if matches!(
        request.state,
        RequestState::Booked | RequestState::Withdrawn
    ) {
        found.push(SETTLED.violation().with("state", request.state.term()));
    }
    if offers.is_empty() || offers.len() > MOST_SHIFTS {
        found.push(NO_SHIFT.violation().at("/offers").with("most", MOST_SHIFTS));
    }
    for (n, offer) in offers.iter().enumerate() {
        if offer.shift >= request.shifts.len() {
            let none = NO_SUCH_SHIFT.violation().at(format!("/offers/{n}/shift"));
            found.push(none.with("shift", offer.shift));
        }
    }
    found.extend(long_note(answer, "/answer"));
    none_of(found)?;
    let mut next = request.clone();
    for offer in offers {
        next.offers.retain(|old| old.shift != offer.shift);
        next.offers.push(offer.clone());
    }
    next.offers.sort_by_key(|offer| offer.shift);
    next.answer = answer.map(str::to_owned).or(next.answer);
    next.state = if next.offers.iter().any(|o| o.employee.is_some()) {
        RequestState::Offered
    } else {
        RequestState::Declined
    };
    Ok(next)
}

/// A substitute as the staffing office asks about her, for one shift.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// A substitute on that day, confirmed.
    pub active: bool,
    /// What she may do that day.
    pub able: BTreeSet<CompetenceCode>,
    /// When she is at work elsewhere or away; the office learns neither where nor why.
    pub busy: Vec<Interval>,
}

/// Whether somebody could come for a shift, and what of what is asked she may not do: nothing when she
/// is no substitute that day, or busy (R-SHF-3).
pub fn could_come(
    wanted: &Wanted,
    asked: &BTreeSet<CompetenceCode>,
    who: &Candidate,
) -> Option<BTreeSet<CompetenceCode>> {
    let free = who.busy.iter().all(|busy| !busy.overlaps(wanted.interval));
    (who.active && free).then(|| asked.difference(&who.able).copied().collect())
}

/// Whether somebody may book what is offered: the leader, or everybody where the charter says that the
/// team does (R-SHF-3).
///
/// # Errors
/// Why not; the caller tells that it is not hers to do.
pub fn may_book(is_leader: bool, team_books: bool) -> Result<(), Violations> {
    none_of(if is_leader || team_books {
        vec![]
    } else {
        vec![LEADER_BOOKS.violation()]
    })
}

/// The shifts that booking makes: who comes when.
///
/// # Errors
/// Why nothing can be booked.
pub fn booked(request: &SubstituteRequest) -> Result<Vec<(EmployeeId, Wanted)>, Violations> {
    match request.state {
        RequestState::Offered => {}
        RequestState::Asked | RequestState::Declined => {
            return Err(vec![NOTHING_OFFERED.violation()]);
        }
        state => return Err(vec![SETTLED.violation().with("state", state.term())]),
    }
    let coming = request.offers.iter().filter_map(|offer| {
        let wanted = request.shifts.get(offer.shift)?;
        Some((offer.employee?, wanted.clone()))
    });
    Ok(coming.collect())
}

/// What a request becomes when the team no longer needs it.
///
/// # Errors
/// When it is booked or withdrawn already.
pub fn withdrawn(request: &SubstituteRequest) -> Result<RequestState, Violations> {
    match request.state {
        RequestState::Asked | RequestState::Offered | RequestState::Declined => {
            Ok(RequestState::Withdrawn)
        }
        state => Err(vec![SETTLED.violation().with("state", state.term())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use uuid::Uuid;

    const VERA: EmployeeId = EmployeeId(Uuid::from_u128(1));

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }
    fn wanted(from: i64, until: i64) -> Wanted {
        Wanted {
            interval: Interval {
                from: at(from),
                until: at(until),
            },
            kind: ShiftKind::Day,
        }
    }
    fn request() -> SubstituteRequest {
        SubstituteRequest {
            id: SubstituteRequestId(Uuid::nil()),
            unit: UnitId(Uuid::nil()),
            office: UnitId(Uuid::nil()),
            absence: None,
            shifts: vec![wanted(7, 15), wanted(31, 39)],
            competences: [].into(),
            note: None,
            state: RequestState::Asked,
            asked_by: VERA,
            asked_at: at(0),
            offers: vec![],
            answer: None,
        }
    }
    fn offer(shift: usize, employee: Option<EmployeeId>) -> Offer {
        Offer { shift, employee }
    }
    fn codes<T>(answer: Result<T, Violations>) -> Vec<&'static str> {
        let found = answer.err().unwrap_or_default();
        found.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn the_office_offers_for_some_shifts_and_may_think_again() {
        let one = answered(&request(), &[offer(0, Some(VERA)), offer(1, None)], None).unwrap();
        assert_eq!(one.state, RequestState::Offered);
        assert_eq!(booked(&one).unwrap(), [(VERA, wanted(7, 15))]);
        let none = answered(&one, &[offer(0, None)], Some("dessverre")).unwrap();
        assert_eq!((none.state, none.offers.len()), (RequestState::Declined, 2));
        assert_eq!(codes(booked(&none)), ["request-nothing-offered"]);
    }

    #[test]
    fn what_is_booked_or_taken_back_is_neither_answered_nor_booked_again() {
        for state in [RequestState::Booked, RequestState::Withdrawn] {
            let settled = SubstituteRequest { state, ..request() };
            let all = answered(&settled, &[offer(7, None)], None);
            assert_eq!(codes(all), ["request-settled", "request-no-such-shift"]);
            assert_eq!(codes(booked(&settled)), ["request-settled"]);
            assert_eq!(codes(withdrawn(&settled)), ["request-settled"]);
        }
        assert_eq!(withdrawn(&request()), Ok(RequestState::Withdrawn));
    }

    #[test]
    fn one_could_come_who_is_a_substitute_that_day_and_neither_at_work_nor_away() {
        let asked = BTreeSet::from([CompetenceCode::Insulin, CompetenceCode::Medication]);
        let free = Candidate {
            active: true,
            able: [CompetenceCode::Medication].into(),
            busy: vec![wanted(15, 22).interval],
        };
        let lacks = BTreeSet::from([CompetenceCode::Insulin]);
        assert_eq!(could_come(&wanted(7, 15), &asked, &free), Some(lacks));
        assert_eq!(could_come(&wanted(14, 16), &asked, &free), None);
        let gone = Candidate {
            active: false,
            ..free
        };
        assert_eq!(could_come(&wanted(7, 15), &asked, &gone), None);
    }

    #[test]
    fn the_leader_books_unless_the_charter_says_that_the_team_does() {
        assert_eq!(codes(may_book(false, false)), ["leader-books-substitutes"]);
        assert!(may_book(true, false).is_ok() && may_book(false, true).is_ok());
    }

    #[test]
    fn refuses_no_shift_a_backward_one_and_one_that_is_over() {
        let faults = |shifts: &[Wanted]| codes(none_of(request_faults(shifts, None, at(20))));
        assert_eq!(faults(&[]), ["request-without-shift"]);
        assert_eq!(
            faults(&[wanted(15, 7), wanted(7, 15), wanted(22, 30)]),
            ["request-ends-before-start", "request-too-late"]
        );
    }
}
