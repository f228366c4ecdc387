//! The letters of the demo's vedtak: as if each had been made at its signature (R-VED-8).

use super::{DemoMunicipality, DemoUnit};
use crate::vedtak::{LetterDraft, Letterhead};
use documents::letter::Municipality;
use domain::{citizen::CitizenContent, ids::VedtakId, law::Law, time::local_date, vedtak::Vedtak};
use persistence::{Failure, Letter, Outcome};
use std::collections::BTreeMap;

/// Threads that make letters: they are the slowest part of filling the demo.
const THREADS: usize = 4;

fn sender(demo: &DemoMunicipality, unit: &DemoUnit) -> Municipality {
    let district = demo.districts.iter().find(|d| Some(d.id) == unit.district);
    Municipality {
        name: district.map_or("Oslo kommune".to_owned(), |d| {
            format!("Oslo kommune, {}", d.name)
        }),
        address: "Postboks 1, 0001 Oslo".to_owned(),
        phone: "21 80 21 80".to_owned(),
    }
}

/// The letters of every signed vedtak of a unit's citizens.
pub(super) fn of(
    demo: &DemoMunicipality,
    unit: &DemoUnit,
    law: &Law,
) -> Outcome<BTreeMap<VedtakId, Letter>> {
    let signed: Vec<(&Vedtak, &CitizenContent)> = demo
        .caseload(unit.id)
        .flat_map(|citizen| citizen.vedtak.iter().map(|v| (v, &citizen.citizen.content)))
        .collect();
    let from = sender(demo, unit);
    let share = signed.len().div_ceil(THREADS).max(1);
    let made: Outcome<Vec<Vec<(VedtakId, Letter)>>> = std::thread::scope(|scope| {
        let work: Vec<_> = signed
            .chunks(share)
            .map(|part| {
                let from = &from;
                scope.spawn(move || {
                    let letter = |(vedtak, citizen)| one(demo, unit, (vedtak, citizen), from, law);
                    part.iter()
                        .copied()
                        .filter_map(letter)
                        .collect::<Outcome<Vec<_>>>()
                })
            })
            .collect();
        work.into_iter()
            .map(|thread| {
                let broke = |_| Failure::Internal("a letter of the demo".to_owned());
                thread.join().map_err(broke)?
            })
            .collect()
    });
    Ok(made?.into_iter().flatten().collect())
}

fn one(
    demo: &DemoMunicipality,
    unit: &DemoUnit,
    (vedtak, citizen): (&Vedtak, &CitizenContent),
    from: &Municipality,
    law: &Law,
) -> Option<Outcome<(VedtakId, Letter)>> {
    let signature = vedtak.signature.as_ref()?;
    let signer = demo.employees.iter().find(|e| e.id == signature.by)?;
    let signed_on = local_date(signature.at);
    let draft = LetterDraft::of(Letterhead {
        vedtak: vedtak.clone(),
        citizen: citizen.clone(),
        unit: unit.name.to_owned(),
        signed_by: format!("{} {}", signer.given_name, signer.family_name),
        signed_on,
        settings: law.on(signed_on),
    });
    Some(draft.render(from).map(|letter| (vedtak.id, letter)))
}
