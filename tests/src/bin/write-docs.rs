//! Writes the documents that are generated from the code: `make docs`.

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    for (file, text) in tests::docs::all(&root) {
        fs::write(root.join(&file), text)?;
        println!("{file}");
    }
    Ok(())
}
