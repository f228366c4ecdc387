//! The tables, once for both databases. Checked against the migrations by the parity test.

use crate::sql_types::{Code, Instant, Json, Key};
use diesel::sql_types::*;

/// Name, key, and columns with their types.
pub(crate) type TableText = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

/// Declares a table whose columns may use our own SQL types.
macro_rules! tables {
    ($($name:ident ($($pk:ident),+) { $($column:ident -> $type:ty,)+ })+) => {$(
        diesel::table! {
            #[allow(unused_imports)]
            use super::*;
            $name ($($pk),+) { $($column -> $type,)+ }
        }
    )+
    diesel::allow_tables_to_appear_in_same_query!($($name),+);

    /// Every table with its key and its columns, as a back-up takes them.
    pub(crate) const TABLES: &[TableText] = &[$((
        stringify!($name),
        &[$(stringify!($pk)),+],
        &[$((stringify!($column), stringify!($type))),+],
    )),+];
    };
}

tables! {
    meta (key) { key -> Text, value -> Text, }
    streams (id) { id -> Key, revision -> BigInt, changed_at -> Instant, }
    changes (stream_id, revision, ordinal) {
        stream_id -> Key, revision -> BigInt, ordinal -> Integer, resource -> Text,
        resource_id -> Key, citizen_id -> Nullable<Key>, version -> BigInt, op -> Code, at -> Instant,
    }
    districts (id) { id -> Key, name -> Text, }
    units (id) {
        id -> Key, district_id -> Nullable<Key>, kind -> Code, name -> Text, base_lat -> Double,
        base_lon -> Double, version -> BigInt,
    }
    pools (id) {
        id -> Key, state -> Code, valid_from -> Date, valid_until -> Nullable<Date>, details -> Json,
        version -> BigInt,
    }
    pool_teams (pool_id, team_id) { pool_id -> Key, team_id -> Key, }
    employees (id) {
        id -> Key, given_name -> Text, family_name -> Text, profession -> Code, transport -> Code,
        phone -> Nullable<Text>, version -> BigInt,
    }
    employee_competences (id) {
        id -> Key, employee_id -> Key, code -> Code, valid_from -> Date, valid_until -> Nullable<Date>,
    }
    memberships (id) {
        id -> Key, employee_id -> Key, unit_id -> Key, role -> Code, share -> Integer,
        valid_from -> Date, valid_until -> Nullable<Date>, registered_by -> Nullable<Key>,
        confirmed_at -> Nullable<Instant>, confirmed_by -> Nullable<Key>, version -> BigInt,
    }
    municipal_roles (id) {
        id -> Key, employee_id -> Key, role -> Code, valid_from -> Date, valid_until -> Nullable<Date>,
    }
    accounts (id) {
        id -> Key, employee_id -> Key, user_name -> Text, password_hash -> Text,
        created_at -> Instant, disabled_at -> Nullable<Instant>,
    }
    sessions (id) {
        id -> Key, account_id -> Key, created_at -> Instant, expires_at -> Instant,
        device -> Nullable<Text>, ended_at -> Nullable<Instant>, ended_reason -> Nullable<Text>,
        provider -> Nullable<Text>, strong -> Bool,
    }
    log_ins (state_hash) {
        state_hash -> Binary, browser_hash -> Binary, provider -> Text, secrets_cipher -> Binary,
        key_id -> Text, expires_at -> Instant,
    }
    refresh_tokens (hash) {
        hash -> Binary, session_id -> Key, issued_at -> Instant, replaced_at -> Nullable<Instant>,
        successor_hash -> Nullable<Binary>, spent -> Bool,
    }
    idempotency_keys (account_id, operation, key) {
        account_id -> Key, operation -> Text, key -> Text, body_hash -> Binary, answer -> Binary,
        created_at -> Instant,
    }
    citizens (id) {
        id -> Key, number_cipher -> Nullable<Binary>, number_key_id -> Nullable<Text>,
        number_lookup -> Nullable<Binary>, number_masked -> Nullable<Text>,
        no_number_reason -> Nullable<Text>, given_name -> Text, family_name -> Text,
        search_name -> Text, sort_name -> Text, birth_date -> Date, protection -> Code,
        postal_code -> Nullable<Text>, details -> Json, version -> BigInt, created_at -> Instant,
    }
    responsibilities (id) {
        id -> Key, citizen_id -> Key, unit_id -> Key, begins_at -> Instant,
        ends_at -> Nullable<Instant>,
    }
    access_log (id) {
        id -> Key, at -> Instant, employee_id -> Nullable<Key>, session_id -> Nullable<Key>,
        role -> Nullable<Code>, unit_id -> Nullable<Key>, kind -> Code, operation -> Text,
        document -> Text, basis -> Code, reason -> Nullable<Text>, covers_until -> Instant,
    }
    access_log_citizens (citizen_id, entry_id) { entry_id -> Key, citizen_id -> Key, }
    access_log_seals (position) {
        position -> BigInt, entry_id -> Key, key_id -> Text, mac -> Binary, sealed_at -> Instant,
    }
    emergency_accesses (id) {
        id -> Key, employee_id -> Key, citizen_id -> Key, unit_id -> Key, reason -> Text,
        protected -> Bool, begins_at -> Instant, ends_at -> Instant, finding -> Nullable<Code>,
        comment -> Nullable<Text>, reviewed_by -> Nullable<Key>, reviewed_at -> Nullable<Instant>,
        version -> BigInt,
    }
    emergency_searches (id) { id -> Key, employee_id -> Key, at -> Instant, reason -> Text, }
    emergency_allowances (id) {
        id -> Key, employee_id -> Key, day -> Date, given_by -> Key, given_at -> Instant,
    }
    account_totp (account_id) {
        account_id -> Key, secret_cipher -> Binary, key_id -> Text, created_at -> Instant,
        confirmed_at -> Nullable<Instant>, last_step -> BigInt,
        waiting_cipher -> Nullable<Binary>, waiting_key_id -> Nullable<Text>,
        waiting_since -> Nullable<Instant>,
    }
    recovery_codes (hash) {
        hash -> Binary, account_id -> Key, made_at -> Instant, used_at -> Nullable<Instant>,
    }
    password_resets (hash) {
        hash -> Binary, account_id -> Key, made_at -> Instant, made_by -> Key, expires_at -> Instant,
        used_at -> Nullable<Instant>, forgets_totp -> Bool,
    }
    // Decide
    delegations (id) {
        id -> Key, parent_id -> Nullable<Key>, holder_id -> Key, details -> Json,
        registered_by -> Key, registered_at -> Instant, approved_by -> Nullable<Key>,
        approved_at -> Nullable<Instant>, ended_by -> Nullable<Key>,
        ended_at -> Nullable<Instant>, version -> BigInt,
    }
    quotas (id) { id -> Key, name -> Text, places -> Integer, }
    quota_changes (id) {
        id -> Key, quota_id -> Key, places -> Integer, begins_on -> Date, decision -> Text,
        registered_by -> Key, registered_at -> Instant,
    }
    employee_numbers (employee_id) { employee_id -> Key, number_lookup -> Binary, }
    employee_hpr_numbers (employee_id) { employee_id -> Key, number_lookup -> Binary, }
    employee_relations (id) {
        id -> Key, employee_id -> Key, citizen_id -> Key, kind -> Code, declared_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
    employee_specialities (employee_id, service) { employee_id -> Key, service -> Code, }
    charters (unit_id, version) {
        unit_id -> Key, version -> BigInt, begins_at -> Instant, made_by -> Nullable<Key>,
        details -> Json,
    }
    team_areas (postal_code) { postal_code -> Text, unit_id -> Key, }
    vedtak (id) {
        id -> Key, citizen_id -> Key, unit_id -> Key, handling_unit_id -> Key,
        application_id -> Nullable<Key>, state -> Code, service -> Code, content -> Json,
        case_worker_id -> Nullable<Key>, responsible_nurse_id -> Nullable<Key>, editors -> Json,
        statements_given -> Json, return_comment -> Nullable<Text>, signature -> Nullable<Json>,
        closing -> Nullable<Json>, quota_id -> Nullable<Key>, created_at -> Instant,
        submitted_at -> Nullable<Instant>, version -> BigInt, final_on -> Nullable<Date>,
        edited_at -> Nullable<Instant>,
    }
    tasks (id) {
        id -> Key, key -> Text, unit_id -> Key, citizen_id -> Nullable<Key>, holder -> Text,
        source_id -> Key, details -> Json, opens_on -> Date, late_from -> Instant, state -> Code,
        created_at -> Instant, done_at -> Nullable<Instant>, done_by -> Nullable<Key>,
        version -> BigInt,
    }
    applications (id) {
        id -> Key, citizen_id -> Key, unit_id -> Key, state -> Code, received_on -> Date,
        details -> Json, version -> BigInt,
    }
    provisional_services (id) {
        id -> Key, citizen_id -> Key, unit_id -> Key, service -> Code, last_day -> Date,
        details -> Json, version -> BigInt,
    }
    provider_choices (id) { id -> Key, citizen_id -> Key, details -> Json, }
    vedtak_notices (id) { id -> Key, vedtak_id -> Key, citizen_id -> Key, details -> Json, }
    appeals (id) {
        id -> Key, vedtak_id -> Key, citizen_id -> Key, state -> Code, details -> Json,
        version -> BigInt,
    }
    letters (vedtak_id) {
        vedtak_id -> Key, citizen_id -> Key, language -> Code, hash -> Text, bytes -> Binary,
        made_at -> Instant,
    }
    vedtak_marks (id) {
        id -> Key, vedtak_id -> Key, citizen_id -> Key, unit_id -> Key, form -> Code, kind -> Code,
        at -> Instant,
    }
    // Work: shifts, visits, day plans and what happened.
    shifts (id) {
        id -> Key, unit_id -> Key, employee_id -> Nullable<Key>, kind -> Code, begins_at -> Instant,
        ends_at -> Instant, version -> BigInt, break_minutes -> Nullable<Integer>,
        overtime -> Bool, kept -> Nullable<Json>,
    }
    absences (id) {
        id -> Key, employee_id -> Key, begins_at -> Instant, ends_at -> Instant, version -> BigInt,
        freed -> Json,
    }
    working_time_agreements (id) {
        id -> Key, unit_id -> Nullable<Key>, employee_id -> Nullable<Key>, registered_in -> Key,
        starts_on -> Date, ends_on -> Nullable<Date>, details -> Json, made_by -> Key,
        made_at -> Instant, version -> BigInt,
    }
    shift_swaps (id) {
        id -> Key, unit_id -> Key, from_employee -> Key, to_employee -> Key, gives -> Key,
        takes -> Nullable<Key>, state -> Code, offered_at -> Instant,
        settled_at -> Nullable<Instant>, version -> BigInt,
    }
    substitute_requests (id) {
        id -> Key, unit_id -> Key, office_id -> Key, absence_id -> Nullable<Key>, state -> Code,
        asked_at -> Instant, details -> Json, version -> BigInt,
    }
    calendars (id) {
        id -> Key, employee_id -> Key, name -> Text, token_hash -> Binary, made_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
    duty_rotas (unit_id) { unit_id -> Key, rotas -> Json, version -> BigInt, }
    day_plans (id) {
        id -> Key, unit_id -> Key, date -> Date, part -> Text, state -> Code,
        published_at -> Nullable<Instant>, published_by -> Nullable<Key>,
        closed_at -> Nullable<Instant>, published_lines -> Nullable<Json>, version -> BigInt,
    }
    visits (id) {
        id -> Key, unit_id -> Key, citizen_id -> Key, key -> Text, date -> Date, plan_date -> Date,
        part -> Text, planned -> Json, start_at -> Nullable<Instant>, ad_hoc -> Bool,
        suspended -> Bool, outcome -> Code, state -> Nullable<Json>, version -> BigInt,
    }
    assignments (id) {
        id -> Key, visit_id -> Key, citizen_id -> Key, date -> Date, number -> Integer,
        employee_id -> Nullable<Key>, state -> Code, set_by -> Nullable<Key>, needs_review -> Bool,
        set_at -> Nullable<Instant>,
    }
    other_work (id) {
        id -> Key, unit_id -> Key, employee_id -> Key, date -> Date, kind -> Code, title -> Text,
        begins_at -> Instant, ends_at -> Instant, visit_id -> Nullable<Key>,
        citizen_id -> Nullable<Key>, recorded_by -> Key, version -> BigInt,
    }
    visit_holders (visit_id, employee_id) {
        visit_id -> Key, employee_id -> Key, citizen_id -> Key, since -> Instant,
    }
    done_parts (visit_id, employee_id) {
        visit_id -> Key, employee_id -> Key, citizen_id -> Key, date -> Date, companion -> Bool,
    }
    visit_events (id) {
        id -> Key, visit_id -> Key, citizen_id -> Nullable<Key>, unit_id -> Nullable<Key>,
        employee_id -> Key, device_id -> Key, sequence -> BigInt, phone_time -> Instant,
        received_at -> Instant, fate -> Code, event -> Json,
    }
    phones (employee_id, device_id) { device_id -> Key, employee_id -> Key, heard_at -> Instant, }
    proposals (id) {
        id -> Key, unit_id -> Key, date -> Date, part -> Text, state -> Code, seed -> BigInt,
        asked_by -> Key, asked_at -> Instant, ready_at -> Nullable<Instant>,
        result -> Nullable<Json>, version -> BigInt, based_on -> Nullable<Key>,
    }
    swaps (id) {
        id -> Key, unit_id -> Key, citizen_id -> Key, from_employee -> Key, to_employee -> Key,
        gives -> Key, takes -> Nullable<Key>, state -> Code, offered_at -> Instant,
        settled_at -> Nullable<Instant>, version -> BigInt,
    }
    declined_employees (citizen_id, employee_id) {
        citizen_id -> Key, employee_id -> Key, since -> Instant,
    }
    // What is known of a citizen and planned with her.
    contacts (id) {
        id -> Key, citizen_id -> Key, details -> Json, version -> BigInt,
        removed_at -> Nullable<Instant>,
    }
    care_teams (citizen_id) {
        citizen_id -> Key, responsible_nurse -> Nullable<Key>, version -> BigInt,
    }
    care_team_members (citizen_id, ordinal) {
        citizen_id -> Key, ordinal -> Integer, employee_id -> Key, role -> Code,
        valid_from -> Date, valid_until -> Nullable<Date>,
    }
    whereabouts (id) {
        id -> Key, citizen_id -> Key, kind -> Code, begins_at -> Instant,
        ends_at -> Nullable<Instant>, note -> Nullable<Text>, recorded_at -> Instant,
        recorded_by -> Nullable<Key>, withdrawn_at -> Nullable<Instant>,
    }
    assessments (id) {
        id -> Key, citizen_id -> Key, state -> Code, held_at -> Instant, details -> Json,
        replaces -> Nullable<Key>, correction_reason -> Nullable<Text>,
        completed_at -> Nullable<Instant>, completed_by -> Nullable<Key>,
        next_due -> Nullable<Date>, version -> BigInt,
    }
    statements (assessment_id, id) {
        assessment_id -> Key, id -> Key, citizen_id -> Key, ordinal -> Integer, section -> Code,
        words -> Text, voice -> Json,
    }
    plans (id) {
        id -> Key, citizen_id -> Key, created_at -> Instant, ended_at -> Nullable<Instant>,
        version -> BigInt,
    }
    goals (id) {
        id -> Key, plan_id -> Key, citizen_id -> Key, details -> Json,
        next_evaluation -> Nullable<Date>, version -> BigInt,
    }
    evaluations (id) {
        id -> Key, goal_id -> Key, citizen_id -> Key, ordinal -> Integer, evaluated_by -> Key,
        recorded_at -> Instant, details -> Json,
    }
    tiltak (id) {
        id -> Key, plan_id -> Key, citizen_id -> Key, service -> Code, starts_on -> Date,
        ends_on -> Nullable<Date>, details -> Json, version -> BigInt,
    }
    // Know and plan.
    departures (id) {
        id -> Key, tiltak_id -> Key, citizen_id -> Key, since -> Date, until -> Date,
        within -> Nullable<Json>, closed_on -> Nullable<Date>,
    }
    plan_versions (part_id, version) {
        part_id -> Key, version -> BigInt, citizen_id -> Key, kind -> Code, at -> Instant,
        changed_by -> Nullable<Key>, details -> Json,
    }
    plan_library (id) {
        id -> Key, unit_id -> Key, title -> Text, details -> Json, made_by -> Nullable<Key>,
        removed_at -> Nullable<Instant>, version -> BigInt,
    }
    reablement_courses (id) {
        id -> Key, citizen_id -> Key, unit_id -> Key, starts_on -> Date, ends_on -> Date,
        details -> Json, version -> BigInt,
    }
    consultations (id) {
        id -> Key, citizen_id -> Key, unit_id -> Key, asked_by -> Key, asked_at -> Instant,
        specialist_id -> Key, specialist_unit_id -> Key, field -> Code, question -> Text,
        due_on -> Date, state -> Code, access_until -> Instant, answer -> Nullable<Json>,
        closed_at -> Nullable<Instant>, withdrawal -> Nullable<Text>, tiltak_id -> Nullable<Key>,
        version -> BigInt,
    }
    transfers (id) {
        id -> Key, citizen_id -> Key, from_unit_id -> Key, to_unit_id -> Key, state -> Code,
        moves_on -> Date, reason -> Text, answer -> Nullable<Text>, items -> Json,
        proposed_at -> Instant, proposed_by -> Key, answered_at -> Nullable<Instant>,
        answered_by -> Nullable<Key>, moved_at -> Nullable<Instant>, version -> BigInt,
    }
    contact_notes (id) {
        id -> Key, contact_id -> Key, citizen_id -> Key, at -> Instant, written_by -> Key,
        details -> Json,
    }
    assessment_versions (assessment_id, version) {
        assessment_id -> Key, version -> BigInt, saved_at -> Instant, saved_by -> Nullable<Key>,
        details -> Json,
    }
    assessment_templates (id) {
        id -> Key, version -> BigInt, unit_id -> Nullable<Key>, made_at -> Instant,
        made_by -> Nullable<Key>, details -> Json,
    }
    imports (id) {
        id -> Key, unit_id -> Key, kind -> Code, state -> Code, asked_by -> Key, asked_at -> Instant,
        finished_at -> Nullable<Instant>, total -> BigInt, done -> BigInt,
        result -> Nullable<Json>, version -> BigInt, dry_run -> Bool,
    }
}

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    done_parts::citizen_id,
    done_parts::employee_id
);
