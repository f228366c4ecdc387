//! The access table: every operation × who asks, as the policy answers (SEC-1).

use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    ids::{AccountId, CitizenId, EmployeeId, MembershipId, SessionId, UnitId},
    organisation::{Membership, Profession, Role},
    policy::{
        Action, Actor, Decision, MunicipalRole, Need, RecordFacts, Relation, RelationKind, Subject,
        UnitFacts, may,
    },
    time::local_date,
};
use std::fmt::Write;
use uuid::Uuid;

const OWN: UnitId = UnitId(Uuid::from_u128(1));
const OTHER: UnitId = UnitId(Uuid::from_u128(2));
const ME: EmployeeId = EmployeeId(Uuid::from_u128(3));
const CITIZEN: CitizenId = CitizenId(Uuid::from_u128(4));

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// One column of the table: who asks, and how she stands to what is asked about.
struct Column {
    name: &'static str,
    actor: Actor,
    relations: Vec<Relation>,
    fordeler: bool,
}

fn actor(unit: UnitId, roles: &[Role], profession: Profession) -> Actor {
    let today = local_date(now());
    let (municipal, in_unit): (Vec<Role>, Vec<Role>) =
        roles.iter().partition(|role| role.is_municipal());
    Actor {
        account: AccountId(Uuid::nil()),
        employee: ME,
        session: SessionId(Uuid::nil()),
        profession,
        second_factor: true,
        memberships: in_unit
            .into_iter()
            .map(|role| Membership {
                id: MembershipId(Uuid::nil()),
                employee: ME,
                unit,
                role,
                share: 100,
                from: today - Days::new(30),
                until: None,
                confirmed_at: Some(now()),
            })
            .collect(),
        municipal: municipal
            .into_iter()
            .map(|role| MunicipalRole {
                role,
                from: today - Days::new(30),
                until: None,
            })
            .collect(),
    }
}

fn column(name: &'static str, unit: UnitId, role: Role, profession: Profession) -> Column {
    Column {
        name,
        actor: actor(unit, &[role], profession),
        relations: vec![],
        fordeler: false,
    }
}

fn related(name: &'static str, kind: RelationKind, role: Role, profession: Profession) -> Column {
    let relation = Relation {
        kind,
        unit: Some(OTHER),
        from: now() - TimeDelta::hours(1),
        until: now() + TimeDelta::hours(1),
    };
    Column {
        relations: vec![relation],
        ..column(name, OTHER, role, profession)
    }
}

fn columns() -> Vec<Column> {
    use Profession::{Administrative, CaseWorker, HomeHelper, Nurse};
    let mut former = column("former member", OWN, Role::Member, Nurse);
    for membership in &mut former.actor.memberships {
        membership.until = Some(local_date(now()) - Days::new(1));
    }
    let mut unconfirmed = column("not confirmed", OWN, Role::Member, Nurse);
    for membership in &mut unconfirmed.actor.memberships {
        membership.confirmed_at = None;
    }
    let fordeler = Column {
        fordeler: true,
        ..column("fordeler", OWN, Role::Member, Nurse)
    };
    vec![
        column("nurse", OWN, Role::Member, Nurse),
        column("home helper", OWN, Role::Member, HomeHelper),
        fordeler,
        column("case worker", OWN, Role::CaseWorker, CaseWorker),
        column("leader", OWN, Role::Leader, Nurse),
        column("office leader", OWN, Role::OfficeLeader, CaseWorker),
        column("staffing", OWN, Role::Staffing, Administrative),
        column("substitute", OWN, Role::Substitute, Nurse),
        related(
            "substitute on the list",
            RelationKind::Substitute,
            Role::Substitute,
            Nurse,
        ),
        related(
            "handling unit",
            RelationKind::HandlingUnit,
            Role::OfficeLeader,
            CaseWorker,
        ),
        related("pool", RelationKind::Pool, Role::Member, Nurse),
        related(
            "consultation",
            RelationKind::Consultation,
            Role::Member,
            Nurse,
        ),
        related("emergency", RelationKind::Emergency, Role::Member, Nurse),
        column("other team's nurse", OTHER, Role::Member, Nurse),
        column("other team's leader", OTHER, Role::Leader, Nurse),
        former,
        unconfirmed,
        column("administrator", OWN, Role::Administrator, Administrative),
        column("auditor", OWN, Role::Auditor, Administrative),
    ]
}

/// What an operation is asked about.
fn subject(need: Need, column: &Column) -> Subject {
    match need {
        Need::Open | Need::Own | Need::Directory | Need::Administer | Need::UseEmergency => {
            Subject::General
        }
        Need::ReadRecord
        | Need::WriteRecord
        | Need::Document
        | Need::PrepareVedtak
        | Need::HandleVedtak
        | Need::SignVedtak
        | Need::Consult
        | Need::ReadAccessLog => Subject::Record(RecordFacts {
            citizen: CITIZEN,
            responsible: OWN,
            relations: column.relations.clone(),
        }),
        Need::ManageUnit
        | Need::LeadUnit
        | Need::WorkInUnit
        | Need::PutDayInForce
        | Need::Staff
        | Need::WorkOrStaff => Subject::Unit(UnitFacts {
            unit: OWN,
            fordeler: column.fordeler.then_some(ME),
            pool: None,
        }),
    }
}

/// The table as Markdown.
pub(crate) fn table() -> String {
    let columns = columns();
    let mut text = String::from(
        "# Who may do what\n\nGenerated from the one policy (`crates/domain/src/policy`) by `make docs`; \
         a test compares it, and another\nwalks every operation over HTTP. **yes** with the basis that \
         the access log shows · **no**: refused with reasons ·\n**—**: answers exactly like something \
         that does not exist (SEC-5). The subject is Team A, or a citizen it answers for.\n\n\
         A **pool** (R-TEAM-8) has no column of its own as a unit: members and leaders of its teams are in it what they \
         are at home,\nfor plans and shifts alone; on its day plan they see their own citizens, and those on its shift \
         everybody on it, from the\nplan's day until 24 hours after the shift. That is the column «pool».\n\n",
    );
    let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
    writeln!(text, "| operation | {} |", names.join(" | ")).ok();
    writeln!(text, "|---|{}", "---|".repeat(names.len())).ok();
    for action in Action::ALL {
        let cells: Vec<String> = columns
            .iter()
            .map(
                |c| match may(&c.actor, *action, &subject(action.need(), c), now()) {
                    Decision::Allowed(basis) => format!("yes ({basis})"),
                    Decision::Refused(_) => "no".to_owned(),
                    Decision::NotThere => "—".to_owned(),
                },
            )
            .collect();
        writeln!(
            text,
            "| `{}` | {} |",
            action.operation_id(),
            cells.join(" | ")
        )
        .ok();
    }
    text
}
