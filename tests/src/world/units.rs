//! Where they work.

use super::World;
use chrono::{DateTime, Utc};
use domain::{ids::DistrictId, organisation::UnitKind};
use persistence::{Outcome, Unit, Writer, new_id};

impl World {
    pub(super) fn units(&self, writer: &mut Writer<'_>, now: DateTime<Utc>) -> Outcome<()> {
        let district: DistrictId = new_id(now);
        writer.insert_district(district, "Bydel Østensjø")?;
        for (id, kind, name) in [
            (self.skullerud, UnitKind::Team, "Team Skullerud"),
            (self.bogerud, UnitKind::Team, "Team Bogerud"),
            (
                self.office,
                UnitKind::ApplicationOffice,
                "Søknadskontoret Østensjø",
            ),
            (
                self.staffing,
                UnitKind::StaffingOffice,
                "Bemanningskontoret",
            ),
        ] {
            writer.insert_unit(&Unit {
                id,
                kind,
                name: name.to_owned(),
                district: Some((district, "Bydel Østensjø".to_owned())),
                base: (59.866, 10.836),
                version: 1,
            })?;
        }
        Ok(())
    }
}
