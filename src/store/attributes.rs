//! What a file is, beside its text: owner, group, mode, access list and other attributes. A file that takes its place keeps
//! them; what cannot be kept never lets more people in.

use crate::access::SaveNote;
use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
use rustix::io::Errno;
use std::fs::{File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

/// The largest attribute and the longest list of them that Linux has.
const MOST_BYTES: usize = 64 << 10;

/// The access list in the sense of POSIX, as Linux keeps it.
const ACCESS_LIST: &str = "system.posix_acl_access";

/// Sums over the content, and rights of programs: they do not outlive a change.
const OF_THE_CONTENT: [&str; 3] = ["security.ima", "security.evm", "security.capability"];

/// Attributes that a person or an administrator has set; others belong to the file system.
const KEPT: [&str; 3] = ["user.", "trusted.", "security."];

/// Gives a new file, which only its owner can read yet, what an old one is. Tells what could not be kept.
pub(super) fn keep(new: &File, old: &File, metadata: &Metadata) -> io::Result<Vec<SaveNote>> {
    let mut notes = Vec::new();
    let mut mode = metadata.permissions().mode() & 0o7777;
    let now = new.metadata()?;
    if now.uid() != metadata.uid() && fchown(new, Some(metadata.uid()), None).is_err() {
        notes.push(SaveNote::OwnerLost);
        mode &= 0o1777; // a program would run as somebody else
    }
    let is_same_group = now.gid() == metadata.gid() || fchown(new, None, Some(metadata.gid())).is_ok();
    if !is_same_group {
        notes.push(SaveNote::GroupLost);
        mode = without_group(mode);
    }
    // The entry of the group in an access list would speak of the wrong one.
    if !keep_access_list(new, old, is_same_group) {
        notes.push(SaveNote::AccessListLost);
        mode &= 0o700;
    }
    if !keep_others(new, old) {
        notes.push(SaveNote::AttributesLost);
    }
    // Last, since a change of owner weakens it and an access list sets it.
    new.set_permissions(Permissions::from_mode(mode))?;
    Ok(notes)
}

/// What is left where everybody who was in the group is somebody else now, and the other way round.
const fn without_group(mode: u32) -> u32 {
    let both = (mode >> 3) & mode & 0o7;
    mode & 0o1700 | both << 3 | both
}

/// Whether the access list is the same now, or none as before. (A directory may give every new file one.)
fn keep_access_list(new: &File, old: &File, is_same_group: bool) -> bool {
    match attribute(old, ACCESS_LIST) {
        Ok(Some(list)) => is_same_group && fsetxattr(new, ACCESS_LIST, &list, XattrFlags::empty()).is_ok(),
        Ok(None) => match fremovexattr(new, ACCESS_LIST) {
            Ok(()) | Err(Errno::NODATA | Errno::NOTSUP | Errno::NOSYS) => true,
            Err(_) => matches!(attribute(new, ACCESS_LIST), Ok(None)),
        },
        Err(_) => false,
    }
}

/// Whether the other attributes are the same now.
fn keep_others(new: &File, old: &File) -> bool {
    let Ok(names) = names(old) else { return false };
    names.iter().filter(|name| is_kept(name)).fold(true, |all, name| all & keep_one(new, old, name))
}

fn is_kept(name: &str) -> bool {
    KEPT.iter().any(|kept| name.starts_with(kept)) && !OF_THE_CONTENT.contains(&name)
}

fn keep_one(new: &File, old: &File, name: &str) -> bool {
    let Ok(value) = attribute(old, name) else { return false };
    let Some(value) = value else { return true };
    attribute(new, name).is_ok_and(|there| there.as_ref() == Some(&value))
        || fsetxattr(new, name, &value, XattrFlags::empty()).is_ok()
}

/// The value of an attribute; nothing where there is none, or where files have no such attributes.
fn attribute(file: &File, name: &str) -> Result<Option<Vec<u8>>, Errno> {
    let mut value = vec![0; MOST_BYTES];
    match fgetxattr(file, name, &mut value[..]) {
        Ok(length) => {
            value.truncate(length);
            Ok(Some(value))
        }
        Err(Errno::NODATA | Errno::NOTSUP | Errno::NOSYS) => Ok(None),
        Err(error) => Err(error),
    }
}

fn names(file: &File) -> Result<Vec<String>, Errno> {
    let mut list = vec![0; MOST_BYTES];
    match flistxattr(file, &mut list[..]) {
        Ok(length) => {
            list.truncate(length);
            let names = list.split(|byte| *byte == 0).filter(|name| !name.is_empty());
            Ok(names.filter_map(|name| String::from_utf8(name.to_vec()).ok()).collect())
        }
        Err(Errno::NOTSUP | Errno::NOSYS) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_group_nobody_can_do_more() {
        for (mode, left) in [
            (0o644, 0o644),
            (0o640, 0o600),
            (0o660, 0o600),
            (0o664, 0o644),
            (0o604, 0o600),
            (0o2750, 0o700),
            (0o4755, 0o755),
        ] {
            assert_eq!(without_group(mode), left, "{mode:o}");
            for class in [0, 3] {
                assert_eq!((left >> class) & 7 & !(mode >> 3) & 7, 0, "{mode:o}");
                assert_eq!((left >> class) & 7 & !mode & 7, 0, "{mode:o}");
            }
        }
    }
}
