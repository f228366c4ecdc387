//! `tillit employee`.

use crate::{
    clock::{Clock, SystemClock},
    passwords,
};
use clap::Subcommand;
use domain::{
    ids::EmployeeId,
    organisation::{Profession, Role, Transport},
    policy::Action,
    time::local_date,
};
use persistence::{Caller, Database, Employee, Streams, new_id};

#[derive(Debug, Subcommand)]
pub(super) enum EmployeeCommand {
    /// Add an employee with a log-in: how the first administrator gets in. The password is read from
    /// standard input.
    Add {
        /// Given name.
        #[arg(long)]
        given_name: String,
        /// Family name.
        #[arg(long)]
        family_name: String,
        /// What she logs in as.
        #[arg(long)]
        user_name: String,
        /// Education, e.g. nurse, healthcare_worker, administrative.
        #[arg(long)]
        profession: Profession,
        /// administrator or auditor, for the whole municipality.
        #[arg(long)]
        municipal_role: Option<Role>,
    },
}

pub(super) fn add(database: &Database, command: EmployeeCommand) -> Result<(), String> {
    let EmployeeCommand::Add {
        given_name,
        family_name,
        user_name,
        profession,
        municipal_role,
    } = command;
    if municipal_role.is_some_and(|role| !role.is_municipal()) {
        return Err("--municipal-role is administrator or auditor".into());
    }
    let mut password = String::new();
    std::io::stdin()
        .read_line(&mut password)
        .map_err(|e| e.to_string())?;
    let password = password.trim_end_matches(['\r', '\n']);
    let weak = passwords::weaknesses(password, &[&given_name, &family_name, &user_name]);
    if let Some(weakness) = weak.first() {
        return Err(weakness.message(domain::reason::Language::En));
    }
    let hash = passwords::hash_blocking(password)?;
    let now = SystemClock.now();
    let caller = Caller::system(Action::CreateEmployee, now);
    let id: EmployeeId = new_id(now);
    database
        .write(&caller, &Streams::municipality(), |writer| {
            writer.insert_employee(&Employee {
                id,
                given_name: given_name.clone(),
                family_name: family_name.clone(),
                profession,
                transport: Transport::Walk,
                phone: None,
            })?;
            writer.insert_account(new_id(now), id, &user_name, &hash)?;
            if let Some(role) = municipal_role {
                writer.insert_municipal_role(new_id(now), id, role, local_date(now))?;
            }
            Ok(())
        })
        .map_err(|f| f.to_string())?;
    println!("{user_name} can log in now.");
    Ok(())
}
