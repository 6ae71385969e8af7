//! Parts of a zipped file.

use super::{MAX_UNPACKED, broken, too_large};
use crate::record::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Refuses a file whose parts unpack to more than anybody's plan: what they say of their size may be untrue, so
/// they are unpacked once and counted.
pub(super) fn refuse_if_bomb(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.decompressed_size().is_some_and(|size| size > u128::from(MAX_UNPACKED)) {
        return Err(too_large());
    }
    let mut left = MAX_UNPACKED;
    let mut buffer = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(broken)?;
        loop {
            let read = part.read(&mut buffer).map_err(broken)? as u64;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read).ok_or_else(too_large)?;
        }
    }
    Ok(())
}

/// Returns a part by its name, unpacked.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(broken(error)),
    };
    let mut content = Vec::new();
    part.take(MAX_UNPACKED).read_to_end(&mut content).map_err(broken)?;
    Ok(Some(content))
}
