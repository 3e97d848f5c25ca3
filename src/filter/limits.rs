//! What the cloud accepts of a whole filter.

/// Rules in one filter (manual; both Terraform providers).
pub const MAX_RULES: usize = 30;
/// Characters in a filter's name (both Terraform providers; whether the cloud counts characters or bytes is unknown).
pub(crate) const NAME_CHARS: usize = 64;
/// Characters in a filter's description (both Terraform providers). No limit is known for a rule's description; the
/// same number is used there, as a warning only.
pub(crate) const DESCRIPTION_CHARS: usize = 512;
