//! Documents that come from and go to the world outside: bytes in, values or faults out, and back.
//!
//! Pure: nothing is fetched, stored or decided here; depends on the domain only.

pub mod access_extract;
pub mod caseload_csv;
mod csv_file;
pub mod letter;
pub mod plans_csv;
pub mod shift_calendar;
pub mod shift_files;

pub use csv_file::count_rows;
