//! What each one sees of a pool's plan: those on its shift all of it, the others of its teams the
//! citizens of their own (R-TEAM-8), and the log says which it was (SEC-9).

use crate::{
    days::Day,
    failure::Outcome,
    pool_access,
    reader::{Entered, Reader},
    relations,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{CitizenId, UnitId},
    policy::{self, Basis, RecordFacts},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a pool's plan says beside the plan itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolSight {
    /// Until when the caller sees the other teams' citizens on it, as one on its shift.
    pub seen_until: Option<DateTime<Utc>>,
    /// Which team answers for which of the citizens that she sees, by name.
    pub teams: Vec<(UnitId, String, Vec<CitizenId>)>,
}

/// Why the caller sees each of some citizens in lists, and which unit answers for her; those she does not
/// see are left out.
pub(crate) type Bases = BTreeMap<CitizenId, (UnitId, Basis)>;

impl Reader<'_> {
    /// Asks the policy about all of them at once: a fixed number of queries.
    pub(crate) fn bases(&mut self, citizens: &[CitizenId]) -> Outcome<Bases> {
        let all = relations::all_of_caller(self)?;
        let answers = self.responsible_for(citizens)?;
        let (actor, now) = (self.actor()?, self.asked_at());
        let scope = policy::scope(actor, &all, now);
        let one = |(citizen, responsible): (CitizenId, UnitId)| {
            if !scope.holds(citizen, responsible) {
                return None;
            }
            let hers = all.iter().filter(|(of, _)| *of == citizen);
            let record = RecordFacts {
                citizen,
                responsible,
                relations: hers.map(|(_, relation)| *relation).collect(),
            };
            let basis = policy::basis(actor, &record, now)?;
            Some((citizen, (responsible, basis)))
        };
        Ok(answers.into_iter().filter_map(one).collect())
    }

    /// Leaves out of a pool's plan the citizens whom the caller may not see; their visits still stand in
    /// the way of others. A team's own plan is seen whole.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keep_what_is_seen(&mut self, day: &mut Day) -> Outcome<()> {
        let Some(seen) = self.seen_of(day)? else {
            return Ok(());
        };
        let (visits, hidden) = std::mem::take(&mut day.visits)
            .into_iter()
            .partition(|v| seen.contains_key(&v.visit.planned.citizen));
        day.visits = visits;
        day.elsewhere.extend::<Vec<_>>(hidden);
        day.other.retain(|row| {
            row.citizen
                .is_none_or(|citizen| seen.contains_key(&citizen))
        });
        let shown: BTreeSet<_> = day.visits.iter().map(|v| v.visit.id).collect();
        day.plan.lines.retain(|line| shown.contains(&line.visit));
        Ok(())
    }

    /// Whether the caller sees every citizen of a plan: only then can she put it in force or settle it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sees_whole(&mut self, day: &Day) -> Outcome<bool> {
        let seen = self.seen_of(day)?;
        Ok(seen.is_none_or(|seen| {
            let mut visits = day.visits.iter();
            visits.all(|v| seen.contains_key(&v.visit.planned.citizen))
        }))
    }

    /// Whose citizens a pool's plan shows, and how long the caller sees those of the other teams
    /// (R-TEAM-8); nothing for a plan that is not a pool's.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pool_sight(&mut self, day: &Day) -> Outcome<Option<PoolSight>> {
        if !day.parts.is_pool() {
            return Ok(None);
        }
        let now = self.asked_at();
        let shown: BTreeSet<CitizenId> =
            day.visits.iter().map(|v| v.visit.planned.citizen).collect();
        let on_shift = pool_access::of_caller(self)?.into_iter();
        let seen_until = on_shift
            .filter(|(citizen, open)| {
                open.unit == Some(day.unit) && open.is_active(now) && shown.contains(citizen)
            })
            .map(|(_, open)| open.until)
            .max();
        let whose: Vec<CitizenId> = shown.into_iter().collect();
        let mut of: BTreeMap<UnitId, Vec<CitizenId>> = BTreeMap::new();
        for (citizen, team) in self.responsible_for(&whose)? {
            of.entry(team).or_default().push(citizen);
        }
        let units = self.units()?.into_iter();
        let teams = units.filter_map(|unit| Some((unit.id, unit.name, of.remove(&unit.id)?)));
        Ok(Some(PoolSight {
            seen_until,
            teams: teams.collect(),
        }))
    }

    fn seen_of(&mut self, day: &Day) -> Outcome<Option<Bases>> {
        if !day.parts.is_pool() || self.actor().is_err() {
            return Ok(None);
        }
        let whose: BTreeSet<CitizenId> = day
            .visits
            .iter()
            .map(|v| v.visit.planned.citizen)
            .chain(day.other.iter().filter_map(|row| row.citizen))
            .collect();
        let whose: Vec<CitizenId> = whose.into_iter().collect();
        self.bases(&whose).map(Some)
    }

    /// Notes the citizens that an entered unit's plan shows. In a pool there is one entry for each
    /// relation: what her own team answers for, and what the pool's shift opens.
    ///
    /// # Errors
    /// Those of the database.
    pub fn show_plan(
        &mut self,
        entered: &Entered,
        document: &str,
        citizens: Vec<CitizenId>,
    ) -> Outcome<()> {
        if self.pool != Some(entered.unit) {
            self.show(Some(entered.unit), entered.basis, document, citizens);
            return Ok(());
        }
        let bases = self.bases(&citizens)?;
        self.show_by_basis(document, &bases);
        Ok(())
    }

    /// Notes citizens that a list across units shows, each with the relation that opens her record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn show_found(&mut self, document: &str, citizens: &[CitizenId]) -> Outcome<()> {
        let bases = self.bases(citizens)?;
        self.show_by_basis(document, &bases);
        Ok(())
    }

    /// One entry for each unit and relation.
    pub(crate) fn show_by_basis(&mut self, document: &str, bases: &Bases) {
        let mut by: BTreeMap<(UnitId, &'static str), (Basis, Vec<CitizenId>)> = BTreeMap::new();
        for (citizen, (unit, basis)) in bases {
            let entry = by.entry((*unit, basis.as_str()));
            entry.or_insert((*basis, Vec::new())).1.push(*citizen);
        }
        for ((unit, _), (basis, citizens)) in by {
            self.show(Some(unit), basis, document, citizens);
        }
    }

    /// Whether the caller sees a citizen in an entered unit: in a pool, only one of her own team or on the
    /// plan of her shift.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sees_here(&mut self, entered: &Entered, citizen: CitizenId) -> Outcome<bool> {
        let whole = self.pool != Some(entered.unit);
        Ok(whole || !self.bases(&[citizen])?.is_empty())
    }

    /// Whether a citizen is one of an entered unit's: it answers for her, or she is of a team of this pool
    /// and the caller may see her.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_served_in(&mut self, entered: &Entered, citizen: CitizenId) -> Outcome<bool> {
        if self.pool != Some(entered.unit) {
            return self.answers_for(entered, citizen);
        }
        let (pool, _) = self.pool(entered.unit)?;
        let bases = self.bases(&[citizen])?;
        Ok(bases
            .get(&citizen)
            .is_some_and(|(unit, _)| pool.terms.teams.contains(unit)))
    }
}
