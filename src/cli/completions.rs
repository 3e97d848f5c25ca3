//! `sekimori completions`: what a shell needs to complete command lines.

use super::arguments::grammar;
use crate::lang::Lang;
use clap_complete::{Shell, generate};

/// The script for a shell, its helps in one language.
pub(super) fn script(shell: Shell, lang: Lang) -> String {
    let mut script = Vec::new();
    generate(shell, &mut grammar(lang), "sekimori", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_the_words_of_options_are_offered() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let script = script(shell, Lang::En);
            for command in grammar(Lang::En).get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            }
            for word in ["sarif", "freebsd", "contrast"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }
}
