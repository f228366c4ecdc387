//! Disqualification (habilitet, forvaltningsloven kap. II; R-VED-5): who must keep away from a
//! citizen's vedtak, because of who she is to the citizen.

use crate::{
    ids::*,
    organisation::{Membership, Role},
    reason::*,
    text_enum,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static IS_CITIZEN: Reason = Reason {
    rule: "R-VED-5",
    code: "is-the-citizen",
    nb: "Saken gjelder deg selv. En annen må ta den.",
    nn: "Saka gjeld deg sjølv. Ein annan må ta ho.",
    en: "The case is about yourself. Somebody else must take it.",
};
static RELATED: Reason = Reason {
    rule: "R-VED-5",
    code: "declared-relation",
    nb: "Du har meldt at du er inhabil overfor innbyggeren ({kind}). En annen må ta saken.",
    nn: "Du har meldt at du er inhabil overfor innbyggjaren ({kind}). Ein annan må ta saka.",
    en: "You have declared that you are disqualified towards the citizen ({kind}). Somebody else must take the case.",
};
static SUPERIOR: Reason = Reason {
    rule: "R-VED-5",
    code: "superior-disqualified",
    nb: "Lederen din er inhabil i saken. Da kan heller ikke du avgjøre den.",
    nn: "Leiaren din er inhabil i saka. Då kan heller ikkje du avgjere ho.",
    en: "Your leader is disqualified in the case, so you cannot decide it either.",
};

text_enum! {
    /// What an employee is to a citizen, or has at stake (fvl § 6).
    pub enum RelationKind {
        /// Relative in direct line or as near as sibling.
        Kin = "kin", "slektning", "slektning", "kin";
        /// Spouse or partner, present or former.
        Partner = "partner", "ektefelle eller partner", "ektefelle eller partnar", "spouse or partner";
        /// Guardian or proxy.
        Guardian = "guardian", "verge eller fullmektig", "verje eller fullmektig", "guardian or proxy";
        /// Another special circumstance, self-declared.
        Interest = "interest", "annen tilknytning", "anna tilknyting", "other interest";
    }
}

/// A relation that an employee has declared. It is kept when it ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// Who declared it, about herself.
    pub employee: EmployeeId,
    /// Towards whom.
    pub citizen: CitizenId,
    /// What it is.
    pub kind: RelationKind,
    /// When she declared it.
    pub declared_at: DateTime<Utc>,
    /// When she declared that it is over.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Relation {
    /// Whether it binds at `at`.
    pub fn is_declared(&self, at: DateTime<Utc>) -> bool {
        self.declared_at <= at && self.ended_at.is_none_or(|ended| at < ended)
    }
}

/// Who is directly under whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subordination {
    /// The employee.
    pub employee: EmployeeId,
    /// Her nearest leader.
    pub superior: EmployeeId,
}

/// Who is led by whom on `day`: those who work in a unit, by those who lead it.
pub fn subordinations(memberships: &[Membership], day: NaiveDate) -> Vec<Subordination> {
    let active = || memberships.iter().filter(|m| m.is_active(day));
    let leads = |m: &&Membership| matches!(m.role, Role::Leader | Role::OfficeLeader);
    active()
        .filter(|m| !leads(m))
        .flat_map(|led| {
            active()
                .filter(leads)
                .filter(|leader| leader.unit == led.unit && leader.employee != led.employee)
                .map(|leader| Subordination {
                    employee: led.employee,
                    superior: leader.employee,
                })
        })
        .collect()
}

/// What is known about impartiality in one citizen's case.
#[derive(Debug, Clone, Copy)]
pub struct Impartiality<'a> {
    /// Whose case it is.
    pub citizen: CitizenId,
    /// The citizen's own employment, when she works for the municipality.
    pub citizen_as_employee: Option<EmployeeId>,
    /// Declared relations.
    pub relations: &'a [Relation],
    /// Leaders and led among those concerned.
    pub subordinations: &'a [Subordination],
}

impl Impartiality<'_> {
    /// Why `employee` may not prepare the case; empty when she may.
    pub fn preparing(&self, employee: EmployeeId, at: DateTime<Utc>) -> Violations {
        let is_citizen = self.citizen_as_employee == Some(employee);
        let related = self
            .relations
            .iter()
            .filter(|r| r.employee == employee && r.citizen == self.citizen && r.is_declared(at))
            .map(|r| RELATED.violation().with("kind", r.kind.term()));
        is_citizen
            .then(|| IS_CITIZEN.violation())
            .into_iter()
            .chain(related)
            .collect()
    }

    /// Why `employee` may not decide the case: as for preparing, and when her nearest leader is
    /// disqualified (fvl § 6 third paragraph speaks of deciding only).
    pub fn deciding(&self, employee: EmployeeId, at: DateTime<Utc>) -> Violations {
        let mut violations = self.preparing(employee, at);
        let led_by_disqualified = self
            .subordinations
            .iter()
            .filter(|s| s.employee == employee)
            .any(|s| !self.preparing(s.superior, at).is_empty());
        if led_by_disqualified {
            violations.push(SUPERIOR.violation());
        }
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delegation::fixtures::{codes, employee, noon};
    use uuid::Uuid;

    const ASTRID: CitizenId = CitizenId(Uuid::from_u128(500));

    fn sister(of: CitizenId) -> Relation {
        Relation {
            employee: employee(1),
            citizen: of,
            kind: RelationKind::Kin,
            declared_at: noon(3, 1),
            ended_at: None,
        }
    }
    fn case<'a>(relations: &'a [Relation], led: &'a [Subordination]) -> Impartiality<'a> {
        Impartiality {
            citizen: ASTRID,
            citizen_as_employee: Some(employee(7)),
            relations,
            subordinations: led,
        }
    }

    #[test]
    fn a_declared_relation_blocks_preparing_and_deciding_from_when_declared() {
        let relations = [sister(ASTRID)];
        let case = case(&relations, &[]);
        assert!(case.preparing(employee(1), noon(2, 1)).is_empty());
        assert_eq!(
            codes(&case.preparing(employee(1), noon(3, 1))),
            ["declared-relation"]
        );
        assert_eq!(
            codes(&case.deciding(employee(1), noon(3, 1))),
            ["declared-relation"]
        );
    }

    #[test]
    fn a_relation_to_another_citizen_blocks_nothing() {
        let relations = [sister(CitizenId(Uuid::from_u128(501)))];
        assert!(
            case(&relations, &[])
                .deciding(employee(1), noon(4, 1))
                .is_empty()
        );
    }

    #[test]
    fn nobody_decides_her_own_case() {
        assert_eq!(
            codes(&case(&[], &[]).deciding(employee(7), noon(4, 1))),
            ["is-the-citizen"]
        );
    }

    #[test]
    fn a_disqualified_leader_disqualifies_those_directly_under_her_from_deciding_only() {
        let relations = [sister(ASTRID)];
        let led = [
            Subordination {
                employee: employee(2),
                superior: employee(1),
            },
            Subordination {
                employee: employee(3),
                superior: employee(2),
            },
        ];
        let case = case(&relations, &led);
        assert_eq!(
            codes(&case.deciding(employee(2), noon(4, 1))),
            ["superior-disqualified"]
        );
        assert!(case.preparing(employee(2), noon(4, 1)).is_empty());
        assert!(case.deciding(employee(3), noon(4, 1)).is_empty());
    }
}
