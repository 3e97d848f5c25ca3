//! Terraform and OpenTofu: rules in the configuration of SAKURA Cloud's providers.
//!
//! A configuration is a program. What it says literally is read; what it computes (variables, other resources, `dynamic`
//! blocks, templates, heredocs) is kept in its place as what it is: a value that is not known here. Nothing is evaluated.
//! Sources: <https://github.com/sacloud/terraform-provider-sakuracloud> for v1 and v2,
//! <https://github.com/sacloud/terraform-provider-sakura> for v3.

mod align;
mod dialect;
mod find;
mod format;
mod item;
mod parse;
mod parts;
mod place;
mod rule;

pub(super) use dialect::Dialect;
pub(super) use format::{V1, V2, V3};
