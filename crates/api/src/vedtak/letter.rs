//! `GET /vedtak/{vedtak}/letter.pdf`, and how the letter is made before a signature (R-VED-8).

use super::target::Target;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use documents::letter::{LetterInput, Municipality, render, unprintable};
use domain::{
    citizen::{AddressProtection, CitizenContent},
    decision_settings::DecisionSettings,
    ids::VedtakId,
    law::LetterLanguage,
    policy::Action,
    reason::{Reason, Violations},
    vedtak::{Vedtak, VedtakContent},
};
use persistence::{Failure, Letter, Opened, Outcome, Reader};
use sha2::{Digest, Sha256};

static UNPRINTABLE: Reason = Reason {
    rule: "R-VED-8",
    code: "unprintable",
    nb: "Brevet kan ikke vise disse tegnene: {characters}",
    nn: "Brevet kan ikkje vise desse teikna: {characters}",
    en: "The letter cannot show these characters: {characters}",
};

/// Whom and what a letter names.
pub(crate) struct Letterhead {
    /// The vedtak, signed or about to be.
    pub(crate) vedtak: Vedtak,
    /// To whom.
    pub(crate) citizen: CitizenContent,
    /// Name of the unit that decides.
    pub(crate) unit: String,
    /// Name of the one who signs.
    pub(crate) signed_by: String,
    /// The day.
    pub(crate) signed_on: NaiveDate,
    /// What letters of that day say.
    pub(crate) settings: DecisionSettings,
}

/// Everything that a letter is made of, read before the signing transaction.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    vedtak: Vedtak,
    language: LetterLanguage,
    recipient: String,
    address: Vec<String>,
    unit: String,
    signed_by: Option<String>,
    signed_on: NaiveDate,
    settings: DecisionSettings,
}

impl Draft {
    /// Reads it for the one who is about to sign.
    pub(super) fn load(
        reader: &mut Reader<'_>,
        opened: &Opened,
        vedtak: Vedtak,
        (signed_on, settings): (NaiveDate, DecisionSettings),
    ) -> Outcome<Self> {
        let (citizen, _) = reader.citizen(opened)?;
        let by = reader.actor()?.employee;
        let employee = reader
            .employees(&[by])?
            .into_iter()
            .next()
            .ok_or(Failure::NotThere)?;
        Ok(Self::of(Letterhead {
            citizen: citizen.content,
            unit: reader.unit(vedtak.handling_unit)?.name,
            signed_by: format!("{} {}", employee.given_name, employee.family_name),
            signed_on,
            settings,
            vedtak,
        }))
    }

    /// From what it names.
    pub(crate) fn of(head: Letterhead) -> Self {
        let citizen = head.citizen;
        let language = match citizen.language.as_str() {
            "nn" => LetterLanguage::Nn,
            _ => LetterLanguage::Nb,
        };
        // Where a protected person lives stands in no document (SEC-4).
        let address = match citizen.address.protection {
            AddressProtection::None => vec![
                citizen.address.street,
                format!("{} {}", citizen.address.postal_code, citizen.address.town),
            ],
            _ => Vec::new(),
        };
        Self {
            language,
            recipient: format!("{} {}", citizen.name.given, citizen.name.family),
            address,
            unit: head.unit,
            signed_by: Some(head.signed_by),
            signed_on: head.signed_on,
            settings: head.settings,
            vedtak: head.vedtak,
        }
    }

    /// The same for one who only looks: nobody has signed it, and what no letter can show is marked.
    pub(super) fn unsigned(mut self) -> Self {
        let content = &mut self.vedtak.content;
        for text in [
            &mut content.purpose,
            &mut content.facts,
            &mut content.reasoning,
            &mut content.citizen_view,
            &mut content.kin_view,
            &mut content.appeal_information,
            &mut content.alternatives,
        ] {
            *text = printable(text);
        }
        for basis in &mut content.legal_basis {
            *basis = printable(basis);
        }
        if let Some(notice) = &mut content.prior_notice {
            notice.ground = printable(&notice.ground);
        }
        self.signed_by = None;
        self
    }

    /// Makes the file. It holds no time of day and no randomness: the same draft, the same bytes.
    pub(crate) fn render(&self, municipality: &Municipality) -> Outcome<Letter> {
        let reference = self.vedtak.id.to_string();
        let bytes = render(&LetterInput {
            language: self.language,
            municipality,
            unit: &self.unit,
            recipient: &printable(&self.recipient),
            address: &self
                .address
                .iter()
                .map(|line| printable(line))
                .collect::<Vec<_>>(),
            reference: &reference,
            content: &self.vedtak.content,
            signed_by: self.signed_by.as_deref().map(printable).as_deref(),
            signed_on: self.signed_on,
            settings: &self.settings,
        })
        .map_err(|fault| Failure::Internal(format!("letter: {}", fault.0)))?;
        let hash = Sha256::digest(&bytes);
        Ok(Letter {
            language: self.language,
            hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes,
        })
    }

    /// The day it is dated.
    pub(super) const fn day(&self) -> NaiveDate {
        self.signed_on
    }
}

/// A name or address is not refused for a letter that the typeface lacks; it is marked.
fn printable(text: &str) -> String {
    let lacks = unprintable(text);
    text.chars()
        .map(|c| if lacks.contains(&c) { '?' } else { c })
        .collect()
}

/// Texts that no letter could show, each with its place and what it holds.
pub(super) fn unprintable_texts(content: &VedtakContent) -> Violations {
    let ground = content
        .prior_notice
        .as_ref()
        .map_or("", |notice| notice.ground.as_str());
    let bases = content.legal_basis.join("\n");
    [
        (content.purpose.as_str(), "purpose"),
        (&content.facts, "facts"),
        (&content.reasoning, "reasoning"),
        (&content.citizen_view, "citizenView"),
        (&content.kin_view, "kinView"),
        (&content.appeal_information, "appealInformation"),
        (&content.alternatives, "alternatives"),
        (ground, "priorNotice/ground"),
        (&bases, "legalBasis"),
    ]
    .into_iter()
    .filter_map(|(text, field)| {
        let lacks = unprintable(text);
        let shown: String = lacks
            .iter()
            .take(20)
            .map(|c| format!("{} ", c.escape_debug()))
            .collect();
        let fault = UNPRINTABLE.violation().at(format!("/content/{field}"));
        (!lacks.is_empty()).then(|| fault.with("characters", shown.trim()))
    })
    .collect()
}

/// The letter of a vedtak
///
/// Made once, at the signature, and served ever after as it was: PDF/A-2a, tagged for screen readers.
#[utoipa::path(tag = "vedtak", operation_id = "getVedtakLetter", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "The file; the `ETag` is the hash stored with it", content_type = "application/pdf", body = Vec<u8>), ReadRefused))]
#[get("/vedtak/{vedtak}/letter.pdf")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let action = Action::GetVedtakLetter;
    let target = Target::find(&door, action, id.0).await?;
    door.read(action, move |reader| {
        let (opened, stored) = target.open(reader)?;
        let letter = reader.letter(&opened, stored.vedtak.id)?;
        Ok(Shown::file("application/pdf", &letter.hash, letter.bytes))
    })
    .await
}
