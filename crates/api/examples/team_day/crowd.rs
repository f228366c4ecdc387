//! Twenty who claim and give back, each keeping a ledger of what she was told.

use crate::{Fault, client::Wire, request, team::Team};
use domain::ids::VisitId;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    time::{Duration, Instant},
};

/// What came of it.
pub(crate) struct Told {
    pub(crate) done: usize,
    pub(crate) conflicts: usize,
    pub(crate) wrong: usize,
}

struct Ledger {
    done: usize,
    conflicts: usize,
    mine: BTreeSet<VisitId>,
}

/// Claims for a while, then compares what everybody was told with what is.
pub(crate) fn claim(
    at: SocketAddr,
    tokens: &[String],
    team: &Team,
    lasts: Duration,
) -> Result<Told, Fault> {
    let until = Instant::now() + lasts;
    let ledgers: Vec<Ledger> = std::thread::scope(|scope| {
        let threads: Vec<_> = tokens
            .iter()
            .enumerate()
            .map(|(n, token)| scope.spawn(move || one(at, token, team, n, until)))
            .collect();
        threads
            .into_iter()
            .map(|t| t.join().map_err(|_| "a client gave up")?)
            .collect::<Result<_, Fault>>()
    })?;
    let path = format!("GET /api/v1/teams/{}/days/{}", team.unit, team.date);
    let answer = Wire::connect(at)?.ask(&request(&tokens[0], &path))?;
    let day: Value = serde_json::from_slice(&answer.body)?;
    let visits = day["visits"].as_array().ok_or("no visits")?;
    let holders: BTreeMap<&str, &Value> = visits
        .iter()
        .filter_map(|v| Some((v["id"].as_str()?, &v["assignments"][0]["employee"])))
        .collect();
    let (mut wrong, mut held) = (0, 0);
    for (ledger, employee) in ledgers.iter().zip(&team.employees) {
        held += ledger.mine.len();
        let is_hers = |id: &&VisitId| {
            holders
                .get(id.to_string().as_str())
                .is_some_and(|who| **who == employee.to_string())
        };
        wrong += ledger.mine.len() - ledger.mine.iter().filter(is_hers).count();
    }
    let taken = team
        .visits
        .iter()
        .filter(|id| {
            holders
                .get(id.to_string().as_str())
                .is_some_and(|who| !who.is_null())
        })
        .count();
    wrong += taken.abs_diff(held);
    give_back(at, tokens, &ledgers)?;
    Ok(Told {
        done: ledgers.iter().map(|l| l.done).sum(),
        conflicts: ledgers.iter().map(|l| l.conflicts).sum(),
        wrong,
    })
}

/// Everything is free again for what is measured next.
fn give_back(at: SocketAddr, tokens: &[String], ledgers: &[Ledger]) -> Result<(), Fault> {
    let mut wire = Wire::connect(at)?;
    for (token, ledger) in tokens.iter().zip(ledgers) {
        for visit in &ledger.mine {
            let what = format!("POST /api/v1/visits/{visit}/release");
            let status = wire.ask(&request(token, &what))?.status;
            if status != 200 {
                return Err(format!("release answers {status}").into());
            }
        }
    }
    Ok(())
}

fn one(
    at: SocketAddr,
    token: &str,
    team: &Team,
    n: usize,
    until: Instant,
) -> Result<Ledger, Fault> {
    let mut wire = Wire::connect(at)?;
    let mut ledger = Ledger {
        done: 0,
        conflicts: 0,
        mine: BTreeSet::new(),
    };
    let mut turn = n * 31;
    while Instant::now() < until {
        turn += 7;
        let visit = team.visits[turn % team.visits.len()];
        let hers = ledger.mine.contains(&visit);
        let what = if hers { "release" } else { "claim" };
        let status = wire
            .ask(&request(
                token,
                &format!("POST /api/v1/visits/{visit}/{what}"),
            ))?
            .status;
        match status {
            200 => {
                ledger.done += 1;
                if hers {
                    ledger.mine.remove(&visit);
                } else {
                    ledger.mine.insert(visit);
                }
            }
            409 => ledger.conflicts += 1,
            other => return Err(format!("{what} answers {other}").into()),
        }
    }
    Ok(ledger)
}

/// So many more changes, by one who claims and gives back.
pub(crate) fn busy(
    at: SocketAddr,
    tokens: &[String],
    team: &Team,
    changes: usize,
) -> Result<(), Fault> {
    let (mut wire, mut done, mut turn) = (Wire::connect(at)?, 0, 0);
    while done < changes {
        turn += 1;
        let visit = team.visits[turn % team.visits.len()];
        for what in ["claim", "release"] {
            let status = wire
                .ask(&request(
                    &tokens[0],
                    &format!("POST /api/v1/visits/{visit}/{what}"),
                ))?
                .status;
            done += usize::from(status == 200);
        }
        if turn > changes * 4 {
            return Err("nothing is free any more".into());
        }
    }
    Ok(())
}
