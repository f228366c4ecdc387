//! What people need help with: packages of tiltak, and how often each package occurs.

use chrono::NaiveTime;
use domain::{
    organisation::CompetenceCode::{self, *},
    service::ServiceType::{self, HomeNursing, OccupationalTherapy, PracticalAssistance},
    tiltaksplan::tiltak::WishedWindow,
    visit::Slot::{self, *},
};

/// A tiltak before it is anybody's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub(super) service: ServiceType,
    pub(super) what: &'static str,
    pub(super) how: &'static str,
    pub(super) own_part: &'static str,
    pub(super) competences: &'static [CompetenceCode],
    pub(super) minutes: i32,
    pub(super) employees: i32,
    pub(super) rule: &'static str,
    pub(super) slot: Option<Slot>,
    /// Earliest and latest start, hours and minutes; none: the usual ones of the slot.
    pub(super) window: Option<((u32, u32), (u32, u32))>,
    /// The tiltak of the package, by its place, that comes first, and the minutes between.
    pub(super) after: Option<(usize, i32)>,
    /// Days it can wait; none: it must be done.
    pub(super) can_wait: Option<i32>,
    /// Designed by a therapist of the team.
    pub(super) designed: bool,
}

const fn need(
    service: ServiceType,
    what: &'static str,
    how: &'static str,
    own_part: &'static str,
    competences: &'static [CompetenceCode],
    minutes: i32,
    slot: Slot,
) -> Need {
    Need {
        service,
        what,
        how,
        own_part,
        competences,
        minutes,
        employees: 1,
        rule: DAILY,
        slot: Some(slot),
        window: None,
        after: None,
        can_wait: None,
        designed: false,
    }
}

impl Need {
    const fn on(self, rule: &'static str) -> Self {
        Self { rule, ..self }
    }
    const fn by_two(self) -> Self {
        Self {
            employees: 2,
            ..self
        }
    }
    const fn between(self, from: (u32, u32), until: (u32, u32)) -> Self {
        Self {
            window: Some((from, until)),
            ..self
        }
    }
    const fn after(self, place: usize, minutes: i32) -> Self {
        Self {
            after: Some((place, minutes)),
            ..self
        }
    }
    const fn can_wait(self, days: i32) -> Self {
        Self {
            can_wait: Some(days),
            ..self
        }
    }
    const fn designed(self) -> Self {
        Self {
            designed: true,
            ..self
        }
    }

    /// When it must start; the preferred time lies early, as people wish it.
    pub(super) fn wished(&self) -> WishedWindow {
        let usual = match self.slot {
            Some(Formiddag) => ((10, 0), (12, 30)),
            Some(Middag) => ((12, 0), (14, 30)),
            Some(Ettermiddag) => ((15, 0), (17, 30)),
            Some(Kveld) => ((17, 30), (21, 45)),
            Some(Natt) => ((23, 0), (6, 0)),
            Some(Morgen) | None => ((7, 30), (10, 45)),
        };
        let (from, until) = self.window.unwrap_or(usual);
        let clock = |(h, m)| NaiveTime::from_hms_opt(h, m, 0).unwrap_or_default();
        WishedWindow {
            from: clock(from),
            until: clock(until),
            preferred: Some(clock((from.0 + 1, from.1))),
        }
    }
}

const DAILY: &str = "FREQ=DAILY";
const WEEKDAYS_THRICE: &str = "FREQ=WEEKLY;BYDAY=MO,WE,FR";

/// What a citizen needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Package {
    /// In the vedtak: what the service is for.
    pub(super) purpose: &'static str,
    /// The facts that it rests on.
    pub(super) facts: &'static str,
    /// Its tiltak.
    pub(super) needs: &'static [Need],
    /// How many in each twenty citizens have it.
    pub(super) in_twenty: usize,
    /// The citizen cannot always put it into words.
    pub(super) words_by_kin: bool,
}

#[rustfmt::skip]
pub(super) const INSULIN: Package = Package {
    purpose: "At blodsukkeret er stabilt og at dagen kan begynne trygt",
    facts: "Diabetes type 2 med insulin. Ser dårlig og kan ikke stille inn pennen selv.",
    in_twenty: 2, words_by_kin: false,
    needs: &[
        need(HomeNursing, "Måle blodsukker og gi insulin", "Mål før frokost. Gi langtidsvirkende insulin etter gjeldende liste. Under 5: gi juice og ring sykepleier.", "Vasker hendene og stikker seg selv i fingeren.", &[Insulin], 10, Morgen).between((7, 30), (9, 0)),
        need(HomeNursing, "Frokost", "Sett fram brød og pålegg etter insulinet, og se at det blir spist.", "Smører maten selv og velger pålegg.", &[PersonalCare], 10, Morgen).after(0, 0),
        need(HomeNursing, "Insulin til kvelds", "Mål og gi kveldsinsulin etter listen. Minst åtte timer etter morgendosen.", "Leser av måleren og sier tallet.", &[Insulin], 8, Kveld).after(0, 480).between((17, 30), (20, 0)),
    ],
};

#[rustfmt::skip]
pub(super) const PACKAGES: &[Package] = &[
    Package {
        purpose: "At medisinene tas trygt og til rett tid",
        facts: "Mange faste medisiner, har tatt feil dose to ganger i høst.",
        in_twenty: 4, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Medisiner fra dosetten, morgen", "Se at riktig luke blir tatt, og kvitter. Spør om bivirkninger.", "Åpner dosetten selv og tar medisinene.", &[Medication], 7, Morgen),
            need(HomeNursing, "Medisiner fra dosetten, kveld", "Som om morgenen. Se at sovetabletten ikke tas før klokka ni.", "Tar medisinene selv.", &[Medication], 7, Kveld),
            need(HomeNursing, "Legge dosett", "Legg for to uker etter medisinlisten. Dobbeltkontroll.", "Sier fra når noe er endret hos fastlegen.", &[Nursing], 20, Formiddag).on("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU").can_wait(2),
        ],
    },
    INSULIN,
    Package {
        purpose: "At stell og påkledning går trygt, med mest mulig egen innsats",
        facts: "Hoftebrudd i fjor. Rullator inne, ustø i dusjen.",
        in_twenty: 3, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Morgenstell og påkledning", "Legg klær klare i den rekkefølgen de skal på. Hjelp med nedre del av kroppen.", "Vasker ansikt og overkropp selv, sittende ved vasken.", &[PersonalCare], 20, Morgen),
            need(HomeNursing, "Kveldsstell", "Hjelp med nattøy og tannstell. Tenn nattlyset i gangen.", "Pusser tennene selv.", &[PersonalCare], 12, Kveld),
            need(HomeNursing, "Dusj", "Dusjkrakk og håndtak. Stå i nærheten, ikke over.", "Såper seg selv der hun når.", &[PersonalCare], 30, Formiddag).on("FREQ=WEEKLY;BYDAY=TH").can_wait(2),
            need(PracticalAssistance, "Rengjøring", "Gulv, bad og kjøkken. La gjenstander stå der de står.", "Tørker støv selv.", &[CompetenceCode::PracticalAssistance], 60, Formiddag).on("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO").can_wait(4),
        ],
    },
    Package {
        purpose: "At forflytning skjer trygt for begge parter, og at huden er hel",
        facts: "Langtkommet Parkinsons sykdom. Forflyttes med personløfter.",
        in_twenty: 1, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Opp av senga, stell", "To personer og personløfter. Se på hæler og rygg hver gang.", "Sier når hun er klar, og holder i armlenet.", &[PersonalCare], 25, Morgen).by_two(),
            need(HomeNursing, "Toalett og hvile", "To personer. Snu til venstre side, pute mellom knærne.", "Bestemmer om det blir seng eller stol.", &[PersonalCare], 15, Middag).by_two(),
            need(HomeNursing, "I seng for natta", "To personer og personløfter. Ring alarmen på prøve.", "Velger hvilken side.", &[PersonalCare], 20, Kveld).by_two(),
        ],
    },
    Package {
        purpose: "At såret gror uten infeksjon",
        facts: "Venøst leggsår, målt til 3 × 2 cm.",
        in_twenty: 3, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Sårstell på leggen", "Skift etter sårprosedyren. Mål og ta bilde hver onsdag. Kompresjon fra tå til kne.", "Sitter med beinet høyt en time etterpå.", &[WoundCare], 25, Formiddag).on(WEEKDAYS_THRICE),
            need(PracticalAssistance, "Handling", "Etter liste. Legg kvitteringen i skålen.", "Skriver handlelisten selv.", &[CompetenceCode::PracticalAssistance], 40, Middag).on("FREQ=WEEKLY;BYDAY=TU").can_wait(2),
        ],
    },
    Package {
        purpose: "At hjemmet er rent og trygt å gå i",
        facts: "Hjertesvikt, blir tungpustet av å bøye seg.",
        in_twenty: 1, words_by_kin: false,
        needs: &[
            need(PracticalAssistance, "Rengjøring", "Gulv og bad. Løft tepper, ikke riv i dem.", "Vanner blomstene og tar oppvasken.", &[CompetenceCode::PracticalAssistance], 60, Formiddag).on("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE").can_wait(5),
            need(HomeNursing, "Vekt og pust", "Vei før frokost. Mer enn to kilo på tre dager: ring fastlegen.", "Skriver vekten i boka.", &[Nursing], 12, Formiddag).on("FREQ=WEEKLY;BYDAY=MO,TH").can_wait(1),
        ],
    },
    Package {
        purpose: "At maten smaker, og at vekten holder seg",
        facts: "Har gått ned seks kilo på et halvt år.",
        in_twenty: 2, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Frokost og medisiner", "Sett deg ned. Næringsdrikk ved siden av maten.", "Dekker bordet.", &[Medication], 12, Morgen),
            need(HomeNursing, "Middag", "Varm opp, legg opp lite og pent. Skriv hva som ble spist.", "Velger mellom to retter.", &[PersonalCare], 15, Middag),
            need(HomeNursing, "Ernæringskontroll", "Vei og gå gjennom kostlisten sammen.", "Sier hva som smaker.", &[Nursing], 20, Formiddag).on("FREQ=MONTHLY;BYDAY=1TH").can_wait(7),
        ],
    },
    Package {
        purpose: "At innbyggeren går tryggere og klarer mer selv",
        facts: "Hverdagsrehabilitering etter opphold på helsehus.",
        in_twenty: 1, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Trening i hverdagen", "Programmet henger på kjøleskapet: reise seg ti ganger, gå trappa, lage kaffe. Heng på, ikke ta over.", "Gjør øvelsene selv og krysser av.", &[PersonalCare], 25, Formiddag).on(WEEKDAYS_THRICE).can_wait(1).designed(),
            need(HomeNursing, "Støttestrømper på", "Før hun står opp. Se etter trykkmerker.", "Holder foten fram.", &[PersonalCare], 8, Morgen),
        ],
    },
    Package {
        purpose: "At dagen har faste holdepunkter, og at hun er trygg hjemme",
        facts: "Demenssykdom, moderat. Bor alene, datter i nærheten.",
        in_twenty: 1, words_by_kin: true,
        needs: &[
            need(HomeNursing, "Morgen: stell, mat og medisiner", "Si hvem du er. Én ting om gangen. Syng gjerne.", "Vasker ansiktet selv når kluten ligger i hånda.", &[PersonalCare, Medication], 18, Morgen),
            need(HomeNursing, "Middag og selskap", "Spis sammen. Se at komfyrvakten virker.", "Dekker på til to.", &[PersonalCare], 15, Middag),
            need(HomeNursing, "Kveld: medisiner og ro", "Dempet lys. Lås døra når du går, nøkkelen i boksen.", "Finner fram nattøyet selv.", &[PersonalCare, Medication], 12, Kveld),
        ],
    },
    Package {
        purpose: "At plagene lindres, og at hun kan være hjemme",
        facts: "Kreft med spredning. Fastlege og kreftsykepleier følger opp.",
        in_twenty: 1, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Lindring og samtale", "Smertekartlegging (ESAS). Sett deg ned. Se på smertepumpa.", "Sier hva som er verst i dag.", &[Nursing], 20, Formiddag),
            need(HomeNursing, "Kveldstilsyn", "Munnstell, leie og medisiner ved behov. Ring vaktlege ved uro.", "Velger om pårørende skal være til stede.", &[Nursing], 15, Kveld),
        ],
    },
    Package {
        purpose: "At beina er uten hevelse, og at øynene behandles",
        facts: "Ødem og grønn stær. Får ikke på strømpene og treffer ikke øyet.",
        in_twenty: 1, words_by_kin: false,
        needs: &[
            need(HomeNursing, "Strømper på og øyedråper", "Strømper før hun står opp. En dråpe i hvert øye.", "Legger hodet bakover og holder øyelokket.", &[PersonalCare, Medication], 8, Morgen),
            need(HomeNursing, "Øyedråper om ettermiddagen", "En dråpe i hvert øye, minst fire timer etter den forrige.", "Legger hodet bakover.", &[Medication], 5, Ettermiddag).after(0, 240),
            need(HomeNursing, "Strømper av", "Smør leggene. Se etter sår.", "Holder foten fram.", &[PersonalCare], 7, Kveld),
        ],
    },
];

/// Occupational therapy, where the team's leader may sign it (Modell 1).
#[rustfmt::skip]
pub(super) const THERAPY: Need =
    need(OccupationalTherapy, "Ergoterapi", "Prøv hjelpemidler på kjøkken og bad, og lær bort til dem som kommer.", "Sier hva som er vanskelig.", &[CompetenceCode::OccupationalTherapy], 45, Formiddag).on("FREQ=WEEKLY;BYDAY=TU").can_wait(3);
