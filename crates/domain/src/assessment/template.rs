//! The conversation's template as versioned data: sections with a question, function variables and
//! risk screens, in three languages (R-ASM-2, facts.md).

use crate::{reason::Term, text_enum};

/// The version that is built in; own words are later ones ([`super::wording`]).
pub const TEMPLATE_VERSION: u32 = 1;

text_enum! {
    /// A part of the conversation (R-ASM-2).
    pub enum Section {
        /// What matters.
        WhatMatters = "what_matters", "hva er viktig for deg", "kva er viktig for deg", "what matters to you";
        /// A good day.
        GoodDay = "good_day", "en god dag", "ein god dag", "a good day";
        /// Resources and interests.
        Resources = "resources", "ressurser og interesser", "ressursar og interesser", "resources and interests";
        /// Network.
        Network = "network", "nettverk", "nettverk", "network";
        /// What is hard.
        Hard = "hard", "hva er vanskelig", "kva er vanskeleg", "what is hard";
        /// Wishes for help.
        Wishes = "wishes", "ønsker om hjelp", "ønske om hjelp", "wishes for help";
        /// Own goals.
        OwnGoals = "own_goals", "egne mål", "eigne mål", "own goals";
        /// Home and safety.
        HomeAndSafety = "home_and_safety", "hjem og trygghet", "heim og tryggleik", "home and safety";
    }
}

impl Section {
    /// The question that opens the section.
    pub const fn question(self) -> Term {
        let (nb, nn, en) = match self {
            Self::WhatMatters => (
                "Hva er viktig for deg nå?",
                "Kva er viktig for deg no?",
                "What matters to you now?",
            ),
            Self::GoodDay => (
                "Hvordan er en god dag for deg?",
                "Korleis er ein god dag for deg?",
                "What is a good day like for you?",
            ),
            Self::Resources => (
                "Hva får du til, og hva liker du å gjøre?",
                "Kva får du til, og kva likar du å gjere?",
                "What do you manage, and what do you like to do?",
            ),
            Self::Network => (
                "Hvem har du rundt deg?",
                "Kven har du rundt deg?",
                "Who do you have around you?",
            ),
            Self::Hard => (
                "Hva er vanskelig i hverdagen?",
                "Kva er vanskeleg i kvardagen?",
                "What is hard in everyday life?",
            ),
            Self::Wishes => (
                "Hva ønsker du hjelp til?",
                "Kva ønskjer du hjelp til?",
                "What would you like help with?",
            ),
            Self::OwnGoals => (
                "Hva vil du klare selv?",
                "Kva vil du klare sjølv?",
                "What do you want to manage yourself?",
            ),
            Self::HomeAndSafety => (
                "Er du trygg hjemme?",
                "Er du trygg heime?",
                "Are you safe at home?",
            ),
        };
        Term { nb, nn, en }
    }
}

text_enum! {
    /// A function variable of the national register KPR (facts.md). Scored 1–5, or 9.
    pub enum FunctionVariable {
        /// Alminnelig husarbeid.
        Housework = "housework", "alminnelig husarbeid", "vanleg husarbeid", "housework";
        /// Skaffe seg varer og tjenester.
        Shopping = "shopping", "skaffe seg varer og tjenester", "skaffe seg varer og tenester", "obtaining goods and services";
        /// Lage mat.
        Cooking = "cooking", "lage mat", "lage mat", "cooking";
        /// Spise.
        Eating = "eating", "spise", "ete", "eating";
        /// Personlig hygiene.
        Hygiene = "hygiene", "personlig hygiene", "personleg hygiene", "personal hygiene";
        /// På- og avkledning.
        Dressing = "dressing", "på- og avkledning", "på- og avkleding", "dressing";
        /// Toalett.
        Toilet = "toilet", "toalett", "toalett", "toilet";
        /// Bevege seg innendørs.
        MovingIndoors = "moving_indoors", "bevege seg innendørs", "røre seg innandørs", "moving indoors";
        /// Bevege seg utendørs.
        MovingOutdoors = "moving_outdoors", "bevege seg utendørs", "røre seg utandørs", "moving outdoors";
        /// Ivareta egen helse.
        OwnHealth = "own_health", "ivareta egen helse", "ta vare på eiga helse", "looking after one's health";
        /// Hukommelse.
        Memory = "memory", "hukommelse", "hugs", "memory";
        /// Kommunikasjon.
        Communication = "communication", "kommunikasjon", "kommunikasjon", "communication";
        /// Beslutninger i dagliglivet.
        Decisions = "decisions", "beslutninger i dagliglivet", "avgjerder i dagleglivet", "everyday decisions";
        /// Sosial deltakelse.
        SocialLife = "social_life", "sosial deltakelse", "sosial deltaking", "social participation";
        /// Styre atferd.
        Behaviour = "behaviour", "styre atferd", "styre åtferd", "controlling behaviour";
        /// Syn.
        Sight = "sight", "syn", "syn", "sight";
        /// Hørsel.
        Hearing = "hearing", "hørsel", "høyrsel", "hearing";
        /// Ivareta egen økonomi.
        Finances = "finances", "ivareta egen økonomi", "ta vare på eigen økonomi", "looking after one's finances";
    }
}

text_enum! {
    /// A risk screen or form that may be filled in (facts.md, other instruments).
    pub enum ScreenKind {
        /// Falls: yes (1) or no (0) to three questions.
        Falls = "falls", "fallrisiko", "fallrisiko", "falls";
        /// Short Physical Performance Battery: three parts 0–4.
        Sppb = "sppb", "SPPB", "SPPB", "SPPB";
        /// Patient-Specific Functional Scale: up to five activities that the citizen names, each 0
        /// (cannot) to 10 (as before); free to use with its citation.
        Psfs = "psfs", "PSFS", "PSFS", "PSFS";
        /// COPM: its two totals only, 1–10; the form itself is copyrighted.
        Copm = "copm", "COPM", "COPM", "COPM";
    }
}

/// One question of a screen, with the answers it allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenItem {
    /// Stable code.
    pub code: &'static str,
    /// The question.
    pub term: Term,
    /// Lowest answer.
    pub min: i32,
    /// Highest answer.
    pub max: i32,
}

const fn item(
    code: &'static str,
    (nb, nn, en): (&'static str, &'static str, &'static str),
    min: i32,
    max: i32,
) -> ScreenItem {
    let term = Term { nb, nn, en };
    ScreenItem {
        code,
        term,
        min,
        max,
    }
}

const FALLS: &[ScreenItem] = &[
    item(
        "fallen",
        (
            "Har du falt det siste året?",
            "Har du falle det siste året?",
            "Have you fallen in the last year?",
        ),
        0,
        1,
    ),
    item(
        "unsteady",
        (
            "Er du ustø når du står eller går?",
            "Er du ustø når du står eller går?",
            "Are you unsteady when standing or walking?",
        ),
        0,
        1,
    ),
    item(
        "worried",
        (
            "Er du redd for å falle?",
            "Er du redd for å falle?",
            "Are you afraid of falling?",
        ),
        0,
        1,
    ),
];
const SPPB: &[ScreenItem] = &[
    item("balance", ("balanse", "balanse", "balance"), 0, 4),
    item("gait", ("ganghastighet", "gangfart", "gait speed"), 0, 4),
    item(
        "chair",
        ("reise seg fra stol", "reise seg frå stol", "chair stand"),
        0,
        4,
    ),
];
const COPM: &[ScreenItem] = &[
    item(
        "performance",
        ("utførelse", "utføring", "performance"),
        1,
        10,
    ),
    item(
        "satisfaction",
        ("tilfredshet", "tilfredsheit", "satisfaction"),
        1,
        10,
    ),
];

impl ScreenKind {
    /// Its questions; a screen that is begun answers them all.
    pub const fn items(self) -> &'static [ScreenItem] {
        match self {
            Self::Falls => FALLS,
            Self::Sppb => SPPB,
            Self::Copm => COPM,
            Self::Psfs => &[],
        }
    }

    /// Of a form whose questions the citizen names: how many at most, and the lowest and highest
    /// answer.
    pub const fn own_items(self) -> Option<(usize, i32, i32)> {
        match self {
            Self::Psfs => Some((5, 0, 10)),
            Self::Falls | Self::Sppb | Self::Copm => None,
        }
    }
}
