//! A row that tells of a tiltak (R-PLAN-2, R-PLAN-4).

use super::own::{NOTHING, Own};
use documents::plans_csv::{Column, ReadPlanRow, TiltakRow};
use domain::{
    ids::{GoalId, TiltakId},
    reason::Reason,
    tiltaksplan::{Tiltak, TiltakContent, check_still_open, tiltak::After},
};

static FOR_A_TIME: Reason = Reason {
    rule: "R-PLAN-4",
    code: "plan-changed-for-a-time",
    nb: "Tiltaket er endret for en tid, til {until}. Endre det i planen.",
    nn: "Tiltaket er endra for ei tid, til {until}. Endre det i planen.",
    en: "The tiltak is changed for a time, until {until}. Change it in the plan.",
};

impl Own<'_> {
    /// The goals that the plan has and the file does not speak of, because they are ended.
    fn ended(&self, known: &TiltakContent) -> Vec<GoalId> {
        let ended = |id: &&GoalId| {
            let mut goals = self.record.goals.iter().map(|(goal, _)| goal);
            goals.any(|goal| goal.id == **id && goal.is_ended())
        };
        known.goals.iter().filter(ended).copied().collect()
    }

    /// Takes a tiltak down: new, changed or as it is.
    pub(super) fn tiltak(&mut self, read: &ReadPlanRow, row: &TiltakRow) {
        let line = read.line;
        let id = self.tiltak.get(read.row.key.as_str()).copied();
        let id = id.unwrap_or(TiltakId(NOTHING));
        let known = self
            .record
            .tiltak
            .iter()
            .find(|(tiltak, _)| tiltak.id == id);
        let known = known.cloned();
        let goal = |key: &String| self.goals.get(key.as_str()).copied();
        let mut goals: Vec<GoalId> = row
            .goals
            .iter()
            .map(|key| goal(key).unwrap_or(GoalId(NOTHING)))
            .collect();
        let after = row.after.as_ref().map(|after| After {
            tiltak: self
                .tiltak
                .get(after.key.as_str())
                .copied()
                .unwrap_or(TiltakId(NOTHING)),
            min_gap_minutes: after.min_gap_minutes,
            max_gap_minutes: after.max_gap_minutes,
        });
        let designed_by = self.named(line, Column::DesignedBy, row.designed_by.as_deref());
        if row.designed_by.is_some() && designed_by.is_none() {
            return;
        }
        let mut content = TiltakContent {
            after,
            designed_by,
            ..row.content.clone()
        };
        let left = self.facts.departures.get(&self.record.citizen);
        let left = left.and_then(|all| all.iter().find(|d| d.tiltak == id));
        if let Some((tiltak, _)) = &known {
            let lasting = left.and_then(|left| left.within.as_ref());
            let before = lasting.unwrap_or(&tiltak.content).clone();
            goals.extend(self.ended(&before));
            content.goals = in_order(goals, &before.goals);
            content.vedtak = before.vedtak;
            content.temporary.clone_from(&before.temporary);
            if content.after.is_none() && self.is_over(before.after) {
                content.after = before.after;
            }
            if content == before {
                self.unchanged += 1;
                return;
            }
            if let Some(left) = left {
                let violation = FOR_A_TIME.violation().with("until", left.until);
                self.fault(line, Column::Text, violation);
                return;
            }
            self.all(line, check_still_open(&tiltak.content, self.facts.today));
        } else {
            content.goals = goals;
        }
        let tiltak = Tiltak { id, content };
        match known {
            None => self.change.new_tiltak.push(tiltak),
            Some((_, version)) => self.change.tiltak.push((tiltak, version)),
        }
    }

    /// What it came after is over, so the file does not speak of it.
    fn is_over(&self, after: Option<After>) -> bool {
        let Some(after) = after else {
            return false;
        };
        let mut all = self.record.tiltak.iter().map(|(tiltak, _)| tiltak);
        all.any(|t| t.id == after.tiltak && !t.content.goes_on(self.facts.today))
    }
}

/// The same goals in the order that is known, and what is new after them.
fn in_order(goals: Vec<GoalId>, known: &[GoalId]) -> Vec<GoalId> {
    let kept = known.iter().filter(|id| goals.contains(id)).copied();
    let new = goals.iter().filter(|id| !known.contains(id)).copied();
    kept.chain(new).collect()
}
