//! The envelope of a back-up: gzip inside an age file (age-encryption.org), which the program `age`
//! opens too. The machine that makes back-ups holds only the public half and can open none.

use super::at;
use age::{
    secrecy::ExposeSecret,
    x25519::{Identity, Recipient},
};
use flate2::{Compression, bufread::GzDecoder, write::GzEncoder};
use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

/// How much is read and written at a time.
const CHUNK: usize = 256 * 1024;

/// A new file that only its owner reads.
fn create_private(path: &Path) -> Result<File, String> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(at(path))
}

/// Makes a recovery key and says whom to encrypt to.
pub(super) fn create_identity(path: &Path) -> Result<String, String> {
    let identity = Identity::generate();
    let recipient = identity.to_public().to_string();
    let mut file = create_private(path)?;
    let text = format!(
        "# Recovery key of Tillit. Opens back-ups made for {recipient}\n{}\n",
        identity.to_string().expose_secret()
    );
    file.write_all(text.as_bytes()).map_err(at(path))?;
    file.sync_all().map_err(at(path))?;
    Ok(recipient)
}

/// Writes an encrypted file: whole under its name, or not there at all.
pub(super) fn write<T>(
    path: &Path,
    recipients: &[String],
    work: impl FnOnce(&mut dyn Write) -> Result<T, String>,
) -> Result<T, String> {
    let unfinished: PathBuf = path.with_extension("unfinished");
    // What a run that was ended left behind.
    fs::remove_file(&unfinished).ok();
    let done = write_unfinished(&unfinished, recipients, work).and_then(|value| {
        fs::rename(&unfinished, path).map_err(at(path))?;
        // The name itself must survive a power cut.
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(at(folder))?;
        }
        Ok(value)
    });
    if done.is_err() {
        fs::remove_file(&unfinished).ok();
    }
    done
}

fn write_unfinished<T>(
    path: &Path,
    recipients: &[String],
    work: impl FnOnce(&mut dyn Write) -> Result<T, String>,
) -> Result<T, String> {
    let recipients: Vec<Recipient> = recipients
        .iter()
        .map(|text| text.parse().map_err(|why| format!("{text}: {why}")))
        .collect::<Result<_, String>>()?;
    let encryptor =
        age::Encryptor::with_recipients(recipients.iter().map(|one| one as &dyn age::Recipient))
            .map_err(|error| error.to_string())?;
    let file = BufWriter::with_capacity(CHUNK, create_private(path)?);
    let sealed = encryptor.wrap_output(file).map_err(at(path))?;
    let mut packed = BufWriter::with_capacity(CHUNK, GzEncoder::new(sealed, Compression::fast()));
    let value = work(&mut packed)?;
    let packed = packed.into_inner().map_err(|e| at(path)(e.into_error()))?;
    let sealed = packed.finish().map_err(at(path))?;
    let file = sealed.finish().map_err(at(path))?;
    let file = file.into_inner().map_err(|e| at(path)(e.into_error()))?;
    file.sync_all().map_err(at(path))?;
    Ok(value)
}

/// Opens an encrypted file with a recovery key.
pub(super) fn read(path: &Path, identity: &Path) -> Result<impl BufRead, String> {
    let text = fs::read_to_string(identity).map_err(at(identity))?;
    let key: Identity = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .ok_or_else(|| format!("{}: no key in it", identity.display()))?
        .parse()
        .map_err(|why| format!("{}: {why}", identity.display()))?;
    let file = BufReader::with_capacity(CHUNK, File::open(path).map_err(at(path))?);
    let opened = age::Decryptor::new_buffered(file)
        .and_then(|file| file.decrypt(std::iter::once(&key as &dyn age::Identity)))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(BufReader::with_capacity(
        CHUNK,
        GzDecoder::new(BufReader::with_capacity(CHUNK, opened)),
    ))
}
