//! Applications, services before the vedtak, and choices of provider (R-TEAM-6, R-CIT-5).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    row_security::Beyond,
    schema::{applications, provider_choices, provisional_services, responsibilities, team_areas},
    sql_types::{Coded, Doc, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    application::{Application, ApplicationState},
    ids::{ApplicationId, CitizenId, ProvisionalId, UnitId},
    policy::Scope,
    provider::ProviderChoice,
    provisional::Provisional,
};
use uuid::Uuid;

/// Which applications are asked for.
#[derive(Debug, Clone, Default)]
pub struct ApplicationFilter {
    /// With this unit.
    pub unit: Option<UnitId>,
    /// Of this citizen.
    pub citizen: Option<CitizenId>,
    /// In this state.
    pub state: Option<ApplicationState>,
    /// After this one.
    pub after: Option<ApplicationId>,
    /// At most so many.
    pub limit: i64,
}

impl Reader<'_> {
    /// Whose application it is and which unit has it; of an unknown one nobody's (SEC-5).
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_application(&mut self, id: ApplicationId) -> Outcome<(CitizenId, UnitId)> {
        self.beyond(Beyond::Whose, |reader| {
            let found: Option<(Id<CitizenId>, Id<UnitId>)> =
                either!(reader, |c| applications::table
                    .find(Id(id))
                    .select((applications::citizen_id, applications::unit_id))
                    .first(c)
                    .optional()?);
            Ok(found.map_or(
                (CitizenId(Uuid::max()), UnitId(Uuid::max())),
                |(citizen, unit)| (citizen.0, unit.0),
            ))
        })
    }

    /// One application of an opened citizen with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when she has no such application.
    pub fn application(
        &mut self,
        opened: &Opened,
        id: ApplicationId,
    ) -> Outcome<(Application, i64)> {
        let row: Option<(Doc<Application>, i64)> = either!(self, |c| applications::table
            .find(Id(id))
            .filter(applications::citizen_id.eq(Id(opened.citizen)))
            .select((applications::details, applications::version))
            .first(c)
            .optional()?);
        row.map(|(found, version)| (found.0, version))
            .ok_or(Failure::NotThere)
    }

    /// Applications in scope, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn applications(
        &mut self,
        scope: &Scope,
        filter: &ApplicationFilter,
    ) -> Outcome<Vec<(Application, i64)>> {
        let units = || scope.units.iter().copied().map(Id);
        let single = || scope.citizens.iter().copied().map(Id);
        let rows: Vec<(Doc<Application>, i64)> = either!(self, |c| {
            let mut found = applications::table
                .inner_join(
                    responsibilities::table
                        .on(responsibilities::citizen_id.eq(applications::citizen_id)),
                )
                .filter(responsibilities::ends_at.is_null())
                .filter(
                    responsibilities::unit_id
                        .eq_any(units())
                        .or(applications::citizen_id.eq_any(single())),
                )
                .order(applications::id)
                .limit(filter.limit)
                .select((applications::details, applications::version))
                .into_boxed();
            if let Some(unit) = filter.unit {
                found = found.filter(applications::unit_id.eq(Id(unit)));
            }
            if let Some(citizen) = filter.citizen {
                found = found.filter(applications::citizen_id.eq(Id(citizen)));
            }
            if let Some(state) = filter.state {
                found = found.filter(applications::state.eq(Coded(state)));
            }
            if let Some(after) = filter.after {
                found = found.filter(applications::id.gt(Id(after)));
            }
            found.load(c)?
        });
        Ok(rows
            .into_iter()
            .map(|(found, version)| (found.0, version))
            .collect())
    }

    /// The team whose area holds a postal code (R-TEAM-1).
    ///
    /// # Errors
    /// Those of the database.
    pub fn team_of_area(&mut self, postal_code: &str) -> Outcome<Option<UnitId>> {
        let unit: Option<Id<UnitId>> = either!(self, |c| team_areas::table
            .find(postal_code)
            .select(team_areas::unit_id)
            .first(c)
            .optional()?);
        Ok(unit.map(|unit| unit.0))
    }

    /// What an opened citizen gets or got before the vedtak, oldest first, with versions.
    ///
    /// # Errors
    /// Those of the database.
    pub fn provisional_services(&mut self, opened: &Opened) -> Outcome<Vec<(Provisional, i64)>> {
        let rows: Vec<(Doc<Provisional>, i64)> = either!(self, |c| provisional_services::table
            .filter(provisional_services::citizen_id.eq(Id(opened.citizen)))
            .order(provisional_services::id)
            .select((provisional_services::details, provisional_services::version))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(found, version)| (found.0, version))
            .collect())
    }

    /// Whose provisional service it is; of an unknown one nobody's (SEC-5).
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_provisional(&mut self, id: ProvisionalId) -> Outcome<CitizenId> {
        self.beyond(Beyond::Whose, |reader| {
            let found: Option<Id<CitizenId>> = either!(reader, |c| provisional_services::table
                .find(Id(id))
                .select(provisional_services::citizen_id)
                .first(c)
                .optional()?);
            Ok(found.map_or(CitizenId(Uuid::max()), |id| id.0))
        })
    }

    /// An opened citizen's choices of provider, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn provider_choices(&mut self, opened: &Opened) -> Outcome<Vec<ProviderChoice>> {
        let rows: Vec<Doc<ProviderChoice>> = either!(self, |c| provider_choices::table
            .filter(provider_choices::citizen_id.eq(Id(opened.citizen)))
            .order(provider_choices::id)
            .select(provider_choices::details)
            .load(c)?);
        Ok(rows.into_iter().map(|found| found.0).collect())
    }
}

impl Writer<'_> {
    /// A new application.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_application(&mut self, new: &Application) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(applications::table)
            .values((
                applications::id.eq(Id(new.id)),
                applications::citizen_id.eq(Id(new.citizen)),
                applications::unit_id.eq(Id(new.unit)),
                applications::state.eq(Coded(new.state)),
                applications::received_on.eq(new.content.received_on),
                applications::details.eq(Doc(new.clone())),
            ))
            .execute(c)?);
        self.changed("applications", new.id, Some(new.citizen), 1, Op::Created);
        Ok(())
    }

    /// An application as the rules made it. Returns its new version.
    ///
    /// # Errors
    /// [`Failure::Again`] when another write was first.
    pub fn update_application(&mut self, changed: &Application, version: i64) -> Outcome<i64> {
        let next = version + 1;
        let rows = either!(self, |c| diesel::update(
            applications::table
                .find(Id(changed.id))
                .filter(applications::version.eq(version))
        )
        .set((
            applications::unit_id.eq(Id(changed.unit)),
            applications::state.eq(Coded(changed.state)),
            applications::details.eq(Doc(changed.clone())),
            applications::version.eq(next),
        ))
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        let citizen = Some(changed.citizen);
        self.changed("applications", changed.id, citizen, next, Op::Updated);
        Ok(next)
    }

    /// What the old team had to answer or gave before a vedtak goes to the new one with the citizen, so
    /// that the old one's access ends (R-CIT-7).
    pub(crate) fn move_applications(
        &mut self,
        citizen: CitizenId,
        from: UnitId,
        to: UnitId,
    ) -> Outcome<()> {
        let open = [ApplicationState::Received, ApplicationState::Routed].map(Coded);
        let waiting: Vec<(Doc<Application>, i64)> = either!(self, |c| applications::table
            .filter(applications::citizen_id.eq(Id(citizen)))
            .filter(applications::unit_id.eq(Id(from)))
            .filter(applications::state.eq_any(open))
            .select((applications::details, applications::version))
            .load(c)?);
        for (application, version) in waiting {
            let moved = Application {
                unit: to,
                ..application.0
            };
            self.update_application(&moved, version)?;
        }
        let given: Vec<(Doc<Provisional>, i64)> = either!(self, |c| provisional_services::table
            .filter(provisional_services::citizen_id.eq(Id(citizen)))
            .filter(provisional_services::unit_id.eq(Id(from)))
            .select((provisional_services::details, provisional_services::version))
            .load(c)?);
        for (provisional, version) in given {
            let moved = Provisional {
                unit: to,
                ..provisional.0
            };
            self.update_provisional(&moved, version)?;
        }
        Ok(())
    }

    /// A service begun before its vedtak.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_provisional(&mut self, new: &Provisional) -> Outcome<()> {
        let last: NaiveDate = new.last_day();
        either!(self, |c| diesel::insert_into(provisional_services::table)
            .values((
                provisional_services::id.eq(Id(new.id)),
                provisional_services::citizen_id.eq(Id(new.citizen)),
                provisional_services::unit_id.eq(Id(new.unit)),
                provisional_services::service.eq(Coded(new.service)),
                provisional_services::last_day.eq(last),
                provisional_services::details.eq(Doc(new.clone())),
            ))
            .execute(c)?);
        self.changed(
            "provisionalServices",
            new.id,
            Some(new.citizen),
            1,
            Op::Created,
        );
        Ok(())
    }

    /// A provisional service as the rules made it. Returns its new version.
    ///
    /// # Errors
    /// [`Failure::Again`] when another write was first.
    pub fn update_provisional(&mut self, changed: &Provisional, version: i64) -> Outcome<i64> {
        let (next, last) = (version + 1, changed.last_day());
        let rows = either!(self, |c| diesel::update(
            provisional_services::table
                .find(Id(changed.id))
                .filter(provisional_services::version.eq(version))
        )
        .set((
            provisional_services::unit_id.eq(Id(changed.unit)),
            provisional_services::last_day.eq(last),
            provisional_services::details.eq(Doc(changed.clone())),
            provisional_services::version.eq(next),
        ))
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        let citizen = Some(changed.citizen);
        self.changed(
            "provisionalServices",
            changed.id,
            citizen,
            next,
            Op::Updated,
        );
        Ok(next)
    }

    /// A choice of provider.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_provider_choice(&mut self, new: &ProviderChoice) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(provider_choices::table)
            .values((
                provider_choices::id.eq(Id(new.id)),
                provider_choices::citizen_id.eq(Id(new.citizen)),
                provider_choices::details.eq(Doc(new.clone())),
            ))
            .execute(c)?);
        self.changed("providerChoices", new.id, Some(new.citizen), 1, Op::Created);
        Ok(())
    }
}
