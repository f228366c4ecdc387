//! Size of a team and of a leader's share: outside what is good, the team sees a signal; nothing is
//! refused (R-TEAM-2, R-TEAM-3).

use crate::reason::{Reason, Violations};
use std::ops::RangeInclusive;

/// What is good (the pilots' report).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodSize {
    /// Full positions.
    pub positions: RangeInclusive<i64>,
    /// Citizens.
    pub citizens: RangeInclusive<usize>,
    /// Most teams that one leads.
    pub teams: usize,
}

impl Default for GoodSize {
    fn default() -> Self {
        Self {
            positions: 10..=15,
            citizens: 60..=80,
            teams: 3,
        }
    }
}

/// How large a team is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeFacts {
    /// Sum of the members' shares, per cent.
    pub share: i64,
    /// Citizens it answers for.
    pub citizens: usize,
    /// Its leaders by name, with how many teams each leads.
    pub leaders: Vec<(String, usize)>,
}

macro_rules! reasons {
    ($($name:ident $rule:literal $code:literal $nb:literal $nn:literal $en:literal;)+) => {$(
        static $name: Reason = Reason { rule: $rule, code: $code, nb: $nb, nn: $nn, en: $en };
    )+};
}

reasons! {
    POSITIONS "R-TEAM-2" "team-positions"
        "Teamet har {found} årsverk; {least}–{most} er en god størrelse."
        "Teamet har {found} årsverk; {least}–{most} er ein god storleik."
        "The team has {found} full positions; {least}–{most} is a good size.";
    CITIZENS "R-TEAM-2" "team-citizens"
        "Teamet har {found} innbyggere; {least}–{most} er en god størrelse."
        "Teamet har {found} innbyggjarar; {least}–{most} er ein god storleik."
        "The team has {found} citizens; {least}–{most} is a good size.";
    LEADER "R-TEAM-3" "leader-of-many-teams"
        "{name} leder {found} team; én til {most} er godt."
        "{name} leier {found} team; eitt til {most} er godt."
        "{name} leads {found} teams; one to {most} is good.";
    LEADERLESS "R-TEAM-3" "team-without-leader"
        "Teamet har ingen leder." "Teamet har ingen leiar." "The team has no leader.";
}

/// What a team should see about its size.
pub fn size_signals(facts: &SizeFacts, good: &GoodSize) -> Violations {
    let mut signals = Violations::new();
    let tenths = (facts.share + 5) / 10;
    let (least, most) = (*good.positions.start(), *good.positions.end());
    if tenths < least * 10 || most * 10 < tenths {
        let shown = if tenths % 10 == 0 {
            format!("{}", tenths / 10)
        } else {
            format!("{},{}", tenths / 10, tenths % 10)
        };
        let signal = POSITIONS.violation().with("found", shown);
        signals.push(signal.with("least", least).with("most", most));
    }
    if !good.citizens.contains(&facts.citizens) {
        let signal = CITIZENS.violation().with("found", facts.citizens);
        let signal = signal.with("least", *good.citizens.start());
        signals.push(signal.with("most", *good.citizens.end()));
    }
    if facts.leaders.is_empty() {
        signals.push(LEADERLESS.violation());
    }
    let many = facts
        .leaders
        .iter()
        .filter(|(_, teams)| *teams > good.teams);
    signals.extend(many.map(|(name, teams)| {
        let signal = LEADER.violation().with("name", name.as_str());
        signal.with("found", *teams).with("most", good.teams)
    }));
    signals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(share: i64, citizens: usize, teams: usize) -> Vec<&'static str> {
        let facts = SizeFacts {
            share,
            citizens,
            leaders: vec![("Liv Strand".into(), teams)],
        };
        let signals = size_signals(&facts, &GoodSize::default());
        signals.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_team_outside_the_good_size_sees_a_signal_and_one_inside_sees_none() {
        assert!(codes(1000, 60, 1).is_empty() && codes(1500, 80, 3).is_empty());
        assert_eq!(codes(990, 59, 1), ["team-positions", "team-citizens"]);
        assert_eq!(codes(1510, 81, 1), ["team-positions", "team-citizens"]);
    }

    #[test]
    fn an_acting_leader_of_four_teams_and_a_team_without_a_leader_are_signals() {
        assert_eq!(codes(1200, 70, 4), ["leader-of-many-teams"]);
        let alone = SizeFacts {
            share: 1200,
            citizens: 70,
            leaders: vec![],
        };
        let signals = size_signals(&alone, &GoodSize::default());
        assert_eq!(signals[0].reason.code, "team-without-leader");
    }
}
