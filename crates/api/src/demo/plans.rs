//! The conversation with each citizen, and the goals and tiltak that came out of it.

use super::{
    Context,
    model::DemoUnit,
    needs::{Need, Package, THERAPY},
    picker::Picker,
    units::KAMPEN,
    words::{self, WISHES, Wish},
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    assessment::{
        Assessment, AssessmentContent, AssessmentState, Participant, Statement, Voice,
        content::{AssessmentKind, ConversationPlace},
        scores::{FunctionScore, Screen, ScreenAnswer},
        template::{FunctionVariable, ScreenKind, Section, TEMPLATE_VERSION},
    },
    citizen::{
        care_team::{CareRole, CareTeam},
        contacts::Contact,
    },
    ids::{CitizenId, EmployeeId, GoalId, TiltakId},
    organisation::Profession,
    period::{days_after, months_after},
    recurrence::Recurrence,
    tiltaksplan::{
        Goal, GoalContent, Tiltak, TiltakContent, Tiltaksplan,
        goal::{GoalBasis, Scale},
        tiltak::{After, Performer},
    },
    time::day_start,
};

/// What a plan is made from.
pub(super) struct Person<'a> {
    pub(super) id: CitizenId,
    pub(super) woman: bool,
    pub(super) language: &'static str,
    pub(super) interpreter: bool,
    pub(super) package: &'static Package,
    /// The statement she begins with; none: any.
    pub(super) wish: Option<usize>,
    pub(super) care_team: &'a CareTeam,
    pub(super) contacts: &'a [Contact],
    /// When the conversation was held.
    pub(super) held_on: NaiveDate,
}

impl Person<'_> {
    /// Her primary contact.
    pub(super) fn primary(&self) -> EmployeeId {
        let named = self.care_team.named(CareRole::Primary, self.held_on);
        named.unwrap_or(EmployeeId(uuid::Uuid::nil()))
    }

    /// The first day of plan and vedtak: a week after the conversation.
    pub(super) fn begins(&self) -> NaiveDate {
        days_after(self.held_on, 7)
    }

    /// The texts speak of a woman; of a man where he is one.
    pub(super) fn voiced(&self, text: &str) -> String {
        if self.woman {
            return text.to_owned();
        }
        let word = |word: &str| match word {
            "hun" => "han".to_owned(),
            "Hun" => "Han".to_owned(),
            other => other.to_owned(),
        };
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// The completed conversation.
pub(super) fn assessment(
    person: &Person<'_>,
    team: &DemoUnit,
    context: &Context<'_>,
    picker: &mut Picker,
) -> Assessment {
    let held_at = day_start(person.held_on) + TimeDelta::minutes(picker.between(600, 800).into());
    let mut participants = vec![Participant::Citizen];
    let primary = context
        .people
        .employees
        .iter()
        .find(|e| e.id == person.primary());
    participants.extend(primary.map(|e| Participant::Employee {
        employee: e.id,
        profession: e.profession,
    }));
    let along = [Profession::OccupationalTherapist, Profession::CaseWorker];
    for profession in along.into_iter().filter(|_| picker.chance(55)) {
        let found = context.people.with(team.id, profession);
        participants.extend(found.map(|employee| Participant::Employee {
            employee,
            profession,
        }));
    }
    let kin = person.contacts.first().map(|c| c.id);
    participants.extend(kin.map(|contact| Participant::Contact { contact }));
    let content = AssessmentContent {
        kind: *picker.pick(&[
            AssessmentKind::Start,
            AssessmentKind::Mapping,
            AssessmentKind::Reassessment,
        ]),
        template_version: TEMPLATE_VERSION,
        held_at,
        place: ConversationPlace::Home,
        participants,
        statements: statements(person, picker),
        function_scores: function_scores(picker),
        screens: screens(picker),
        next_on: Some(months_after(person.held_on, 6)),
    };
    Assessment {
        id: picker.id(),
        citizen: person.id,
        state: AssessmentState::Completed,
        content,
        correction: None,
        completed_at: Some(held_at + TimeDelta::hours(26)),
        completed_by: Some(person.primary()),
    }
}

/// One to three things that matter, and something of the rest of the conversation.
fn statements(person: &Person<'_>, picker: &mut Picker) -> Vec<Statement> {
    let own = Voice::OwnWords {
        language: person.language.to_owned(),
        interpreter: person.interpreter,
    };
    let voice = match person.contacts.first() {
        Some(kin) if person.package.words_by_kin => Voice::ByKin {
            source: kin.id,
            reason: "Finner ikke ordene, og blir urolig av spørsmål".to_owned(),
        },
        _ => own.clone(),
    };
    let mut wishes: Vec<&Wish> = person.wish.iter().map(|n| &WISHES[*n]).collect();
    let count = 1 + picker.below(3);
    while wishes.len() < count {
        let wish = picker.pick(WISHES);
        if wish.suits(person.language) && !wishes.iter().any(|w| w.says == wish.says) {
            wishes.push(wish);
        }
    }
    let mut statements: Vec<Statement> = wishes
        .into_iter()
        .map(|wish| Statement {
            id: picker.id(),
            section: Section::WhatMatters,
            text: wish.says.to_owned(),
            voice: voice.clone(),
        })
        .collect();
    for (section, texts) in [
        (Section::GoodDay, words::GOOD_DAYS),
        (Section::Hard, words::HARD),
        (Section::Network, words::NETWORK),
    ] {
        if picker.chance(45) {
            statements.push(Statement {
                id: picker.id(),
                section,
                text: (*picker.pick(texts)).to_owned(),
                voice: voice.clone(),
            });
        }
    }
    statements
}

fn function_scores(picker: &mut Picker) -> Vec<FunctionScore> {
    let variables = FunctionVariable::ALL.iter().filter(|_| picker.chance(60));
    let variables: Vec<FunctionVariable> = variables.copied().collect();
    let score = |variable| FunctionScore {
        variable,
        score: i32::try_from(1 + picker.below(4)).unwrap_or(1),
    };
    variables.into_iter().map(score).collect()
}

fn screens(picker: &mut Picker) -> Vec<Screen> {
    if !picker.chance(40) {
        return Vec::new();
    }
    let answers = ScreenKind::Falls.items().iter().map(|item| ScreenAnswer {
        item: item.code.to_owned(),
        value: i32::from(picker.chance(50)),
    });
    vec![Screen {
        kind: ScreenKind::Falls,
        answers: answers.collect(),
    }]
}

/// The plan; its tiltak get their vedtak when those are made.
pub(super) fn plan(
    person: &Person<'_>,
    team: &DemoUnit,
    assessment: &Assessment,
    context: &Context<'_>,
    picker: &mut Picker,
) -> Tiltaksplan {
    let goals = goals(person, assessment, context.today, picker);
    let needs: Vec<&Need> = person.package.needs.iter().collect();
    // In Modell 1 the leader signs therapy as well; one in ten has it.
    let therapy = (team.name == KAMPEN && picker.chance(10)).then_some(&THERAPY);
    let needs: Vec<&Need> = needs.into_iter().chain(therapy).collect();
    let ids: Vec<TiltakId> = needs.iter().map(|_| picker.id()).collect();
    let goal_ids: Vec<GoalId> = goals.iter().map(|g| g.id).collect();
    let designer = context
        .people
        .with(team.id, Profession::OccupationalTherapist);
    let tiltak = needs.iter().enumerate().map(|(n, need)| {
        let designed_by = designer.filter(|_| need.designed);
        let content = TiltakContent {
            service: need.service,
            description: need.what.to_owned(),
            instruction: person.voiced(need.how),
            own_part: person.voiced(need.own_part),
            competences: need.competences.iter().copied().collect(),
            second_competences: None,
            minutes: need.minutes,
            employees: need.employees,
            // Every rule of the packages is one that can be read; a test says so.
            recurrence: Recurrence::parse(need.rule).unwrap_or_else(|_| Recurrence::daily()),
            exceptions: [].into(),
            window: need.wished(),
            slot: need.slot,
            after: need.after.map(|(place, min_gap_minutes)| After {
                tiltak: ids[place],
                min_gap_minutes,
                max_gap_minutes: None,
            }),
            goals: vec![goal_ids[n % goal_ids.len()]],
            vedtak: None,
            must_do: need.can_wait.is_none(),
            can_wait_days: need.can_wait.unwrap_or(0),
            performer: Performer::TeamMember,
            designed_by,
            design_review_on: designed_by.map(|_| days_after(context.today, 10)),
            mastery: need.designed || picker.chance(35),
            start: person.begins(),
            end: None,
            temporary: None,
        };
        Tiltak {
            id: ids[n],
            content,
        }
    });
    let tiltak = tiltak.collect();
    Tiltaksplan {
        id: picker.id(),
        citizen: person.id,
        goals,
        tiltak,
    }
}

/// One goal for each thing that matters.
fn goals(
    person: &Person<'_>,
    assessment: &Assessment,
    today: NaiveDate,
    picker: &mut Picker,
) -> Vec<Goal> {
    let statements = assessment.content.statements.iter();
    let goal_of = |says: &str| WISHES.iter().find(|w| w.says == says).map(|w| w.goal);
    statements
        .filter_map(|statement| Some((statement.id, goal_of(&statement.text)?)))
        .map(|(statement, text)| {
            let scale = *picker.pick(Scale::ALL);
            let now = i32::try_from(picker.below(4)).unwrap_or(0);
            let (baseline, target) = match scale {
                Scale::SelfRated => (2 + now, 5 + now),
                Scale::GoalAttainment => (-1, 1),
                Scale::YesNo => (0, 1),
            };
            Goal {
                id: picker.id(),
                content: GoalContent {
                    text: person.voiced(text),
                    basis: GoalBasis::Statement { statement },
                    scale,
                    baseline: Some(baseline),
                    target: Some(target),
                    owner: Some(person.primary()),
                    evaluation_date: Some(days_after(today, picker.between(0, 85))),
                },
                evaluations: Vec::new(),
            }
        })
        .collect()
}
