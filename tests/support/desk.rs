//! A directory that is gone afterwards, with files in it, and the program that runs there.

use super::player::{Play, Played};
use super::pty::Start;
use super::shell;
use sekimori::editor::start::INCIDENT;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A place to work at.
pub struct Desk {
    directory: TempDir,
    /// The file that is worked on, `web.json`.
    pub file: PathBuf,
}

impl Desk {
    /// A place without a file.
    pub fn empty() -> Self {
        let directory = tempfile::tempdir().unwrap();
        Self { file: directory.path().join("web.json"), directory }
    }

    /// A place with this text as the file.
    pub fn with(text: &str) -> Self {
        let desk = Self::empty();
        desk.write("web.json", text);
        desk
    }

    /// A place with the filter of the story: five rules, and the address is lost.
    pub fn with_incident() -> Self {
        Self::with(INCIDENT)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Where editors in memory keep what they remember.
    pub fn state(&self) -> PathBuf {
        self.path().join("state")
    }

    /// Where the program notes what must survive a kill.
    pub fn journals(&self) -> PathBuf {
        self.path().join(".local/state/sekimori/journals")
    }

    /// Puts a file here.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// What is in a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// What is in the file that is worked on.
    pub fn text(&self) -> String {
        self.read("web.json")
    }

    /// The names of all that is here, of directories too, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> = entries.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The editor in memory, on the file.
    pub fn play(&self) -> Play<'_> {
        Play { file: Some(&self.file), ..Play::default() }
    }

    /// What keys do there.
    pub fn keys(&self, keys: &str) -> Played {
        self.play().keys(keys)
    }

    /// The program, to run here.
    pub fn program<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut program = shell::program(arguments);
        program.current_dir(self.path()).env("HOME", self.path());
        program
    }

    /// Runs the program here with a text on standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        shell::fed(self.program(arguments.iter().copied()), input)
    }

    /// The program in a terminal, in English, to start here.
    pub fn terminal<'a>(&'a self, args: &'a [&'a str]) -> Start<'a> {
        Start { args, env: &[("LANG", "en_US.UTF-8")], directory: self.path(), ..Start::default() }
    }
}
