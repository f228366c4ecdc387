//! `GET /employees`: everybody who works here, for the administrator (SEC-2).

use crate::{
    cursor,
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    citizen::search,
    ids::{EmployeeId, MembershipId, UnitId},
    organisation::{Profession, Role, Transport},
    policy::Action,
};
use persistence::{Employee, LogIn, Outcome, Reader};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which employees.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    /// What words of the name begin with.
    #[param(example = "nordby", max_length = 100)]
    query: Option<String>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Employees a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A role in a unit, or in the municipality.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HeldRole {
    /// The membership; none for a role in the municipality.
    membership: Option<MembershipId>,
    /// None for a role in the municipality.
    unit: Option<UnitId>,
    #[schema(example = "Team Skullerud")]
    unit_name: Option<String>,
    role: Role,
    /// Share of a full position in the unit, per cent.
    share: Option<i32>,
    from: NaiveDate,
    until: Option<NaiveDate>,
    /// Whether the unit's leader has confirmed it; before that it opens no records.
    confirmed: bool,
    /// For `If-Match` when the membership is ended.
    etag: Option<String>,
}

/// Somebody who works here.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListedEmployee {
    id: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    profession: Profession,
    transport: Transport,
    /// What she logs in as; none when she has no log-in.
    #[schema(example = "kari.nordby")]
    user_name: Option<String>,
    /// Whether she logs in with a code generator too.
    second_factor: bool,
    /// Whether her log-in is closed: she gets in neither by password nor by a provider.
    closed: bool,
    /// Those that count today or later, the newest first.
    roles: Vec<HeldRole>,
}

/// A page of employees.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmployeePage {
    /// By family name.
    items: Vec<ListedEmployee>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// Where somebody stands in the list: her name as it is sorted, and who she is.
type Place = (String, EmployeeId);

fn place(employee: &Employee) -> Place {
    let name = format!("{}, {}", employee.family_name, employee.given_name);
    (search::sort_key(&name), employee.id)
}

/// Employees with log-ins and roles: four queries, however many there are.
fn listed(reader: &mut Reader<'_>, shown: Vec<Employee>) -> Outcome<Vec<ListedEmployee>> {
    let today = domain::time::local_date(reader.asked_at());
    let ids: Vec<EmployeeId> = shown.iter().map(|e| e.id).collect();
    let mut log_ins: BTreeMap<EmployeeId, LogIn> = reader.log_ins(&ids)?.into_iter().collect();
    let units: BTreeMap<UnitId, String> = reader
        .units()?
        .into_iter()
        .map(|unit| (unit.id, unit.name))
        .collect();
    let (memberships, municipal) = reader.roles_of(&ids)?;
    let epoch = reader.epoch().to_owned();
    let mut roles: BTreeMap<EmployeeId, Vec<HeldRole>> = BTreeMap::new();
    let counts = |until: Option<NaiveDate>| until.is_none_or(|until| today <= until);
    for (who, role, from, until) in municipal {
        if counts(until) {
            roles.entry(who).or_default().push(HeldRole {
                membership: None,
                unit: None,
                unit_name: None,
                role,
                share: None,
                from,
                until,
                confirmed: true,
                etag: None,
            });
        }
    }
    for (held, version) in memberships {
        if counts(held.until) {
            roles.entry(held.employee).or_default().push(HeldRole {
                membership: Some(held.id),
                unit: Some(held.unit),
                unit_name: units.get(&held.unit).cloned(),
                role: held.role,
                share: Some(held.share),
                from: held.from,
                until: held.until,
                confirmed: held.confirmed_at.is_some(),
                etag: Some(crate::etag::strong(&epoch, version)),
            });
        }
    }
    let views = shown.into_iter().map(|employee| {
        let log_in = log_ins.remove(&employee.id);
        ListedEmployee {
            id: employee.id,
            name: format!("{} {}", employee.given_name, employee.family_name),
            profession: employee.profession,
            transport: employee.transport,
            second_factor: log_in.as_ref().is_some_and(|one| one.second_factor),
            closed: log_in.as_ref().is_some_and(|one| one.closed),
            user_name: log_in.map(|one| one.user_name),
            roles: roles.remove(&employee.id).unwrap_or_default(),
        }
    });
    Ok(views.collect())
}

/// Everybody who works here
///
/// Log-ins and roles, for the one who manages them; nothing about health: no competences, absences or
/// shifts, and nothing about citizens (SEC-2).
#[utoipa::path(tag = "organisation", operation_id = "listEmployees", security(("bearer" = [])), params(Filter), responses(
    (status = 200, description = "A page, by family name", body = EmployeePage),
    (status = 400, description = "The address has an unknown or wrong part", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor or limit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/employees")]
pub(super) async fn handler(door: Door, filter: Query<Filter>) -> Result<HttpResponse, Problem> {
    let filter = filter.into_inner();
    door.read(Action::ListEmployees, move |reader| {
        reader.general()?;
        let limit = usize::try_from(cursor::limit(filter.limit)?).unwrap_or(usize::MAX);
        let epoch = reader.epoch().to_owned();
        let after: Option<Place> = filter
            .cursor
            .as_deref()
            .map(|text| cursor::decode(&epoch, text))
            .transpose()?;
        let sought = filter.query.unwrap_or_default();
        let mut found: Vec<(Place, Employee)> = reader
            .all_employees()?
            .into_iter()
            .filter(|e| search::matches(&sought, &format!("{} {}", e.given_name, e.family_name)))
            .map(|employee| (place(&employee), employee))
            .filter(|(place, _)| after.as_ref().is_none_or(|after| after < place))
            .collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found
            .last()
            .filter(|_| more)
            .map(|(place, _)| place.clone());
        let shown = found.into_iter().map(|(_, employee)| employee).collect();
        Shown::view(&EmployeePage {
            items: listed(reader, shown)?,
            next_cursor: last.map(|place| cursor::encode(&epoch, &place)),
        })
    })
    .await
}
