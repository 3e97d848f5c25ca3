//! The modules of `src/` and what each of them names of the others, read from the text of the files.
//!
//! A path counts for the file that *defines* what it names: re-exports are followed, and a `pub use` is no use by itself
//! (only if the file also uses the name). So a child that reaches `super::Name` depends on the parent only where the
//! parent's own file defines `Name`, and a parent depends on each child that it uses. Methods are not seen: the `impl`
//! of a type may be spread over the files below it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A line of code, without tests and comments.
#[derive(Debug)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// As it is written.
    pub text: String,
}

/// The code of a file. rustfmt has laid it out: what `#[cfg(test)]` stands before ends with a line that is indented as
/// deeply.
pub fn code(text: &str) -> Vec<Line> {
    let mut code = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = line.len() - line.trim_start().len();
            let ends = |line: &str| {
                let there = line.len() - line.trim_start().len() == indent;
                there && (line.ends_with(';') || line.trim_start().starts_with('}'))
            };
            lines.find(|(_, line)| ends(line));
        } else if !line.trim_start().starts_with("//") {
            let text = line.split(" //").next().unwrap_or_default().to_owned();
            code.push(Line { number: index + 1, text });
        }
    }
    code
}

/// A module is named by its path from the top, such as `report::repair`; the top itself by nothing.
type Name = String;

/// A name that a file takes from elsewhere with `use`.
struct Import {
    path: Vec<String>,
    line: usize,
    is_public: bool,
}

/// What one file says.
#[derive(Default)]
struct Module {
    file: PathBuf,
    defined: BTreeSet<String>,
    imports: BTreeMap<String, Import>,
    globs: Vec<Import>,
    /// The paths of the code with their lines; a plain name is a path too.
    paths: Vec<(Vec<String>, usize)>,
}

/// One module names something that another defines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The module that names it.
    pub from: Name,
    /// The module that defines it.
    pub to: Name,
    /// The file of the first.
    pub file: PathBuf,
    /// The line there.
    pub line: usize,
    /// What is named.
    pub path: String,
}

/// All modules.
#[derive(Default)]
pub struct Modules(BTreeMap<Name, Module>);

impl Modules {
    /// The modules of files, each given with its text.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Self {
        let mut modules = BTreeMap::from([(Name::new(), Module::default())]);
        for (path, text) in files {
            modules.insert(name_of(path), Module::read(path, text));
        }
        Self(modules)
    }

    /// The modules below a directory, without tests and without the two files of the crate itself.
    pub fn under(directory: &str) -> Self {
        let files: Vec<(PathBuf, String)> = sources(Path::new(directory))
            .into_iter()
            .filter(|path| !path.ends_with("src/lib.rs") && !path.ends_with("src/main.rs"))
            .map(|path| (path.clone(), fs::read_to_string(&path).unwrap()))
            .collect();
        Self::of(files.iter().map(|(path, text)| (path.as_path(), text.as_str())))
    }

    /// Every reference from one module to another, in the order of the modules.
    pub fn references(&self) -> Vec<Reference> {
        let mut all = Vec::new();
        for (from, module) in &self.0 {
            let imports = module.imports.values().filter(|import| !import.is_public);
            let globs = module.globs.iter().filter(|import| !import.is_public);
            let imported = imports.chain(globs).map(|import| (&import.path, import.line));
            let used = module.paths.iter().filter(|(path, _)| module.is_news(path)).map(|(path, line)| (path, *line));
            for (path, line) in used.chain(imported) {
                let Some((to, ended)) = self.resolve(from, path, 0) else { continue };
                // To name a module is to use nothing of it yet: what follows, or the name's uses, say what is used.
                if !ended && to != *from {
                    let (from, file, path) = (from.clone(), module.file.clone(), path.join("::"));
                    all.push(Reference { from, to, file, line, path });
                }
            }
        }
        all.sort();
        all
    }

    /// The module that defines what a path in `from` names, and whether the path ends with the module itself.
    fn resolve(&self, from: &str, path: &[String], depth: usize) -> Option<(Name, bool)> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.descend(Name::new(), rest, depth),
            "self" => self.descend(from.to_owned(), rest, depth),
            "super" => {
                let parent = from.rsplit_once("::").map_or("", |(parent, _)| parent);
                match rest.first() {
                    Some(next) if next == "super" => self.resolve(parent, rest, depth),
                    _ => self.descend(parent.to_owned(), rest, depth),
                }
            }
            name if self.0.contains_key(&child(from, name)) => self.descend(child(from, name), rest, depth),
            name => {
                let import = self.0.get(from)?.imports.get(name)?;
                // What an import names that is not written with `crate`, `self` or `super` is a child or a library.
                let known =
                    import.path.first().is_some_and(|first| first != name || self.0.contains_key(&child(from, first)));
                if depth > 8 || !known {
                    return None;
                }
                let whole: Vec<String> = import.path.iter().chain(rest).cloned().collect();
                self.resolve(from, &whole, depth + 1)
            }
        }
    }

    fn descend(&self, module: Name, rest: &[String], depth: usize) -> Option<(Name, bool)> {
        let Some((next, below)) = rest.split_first() else { return Some((module, true)) };
        let inner = child(&module, next);
        if self.0.contains_key(&inner) {
            return self.descend(inner, below, depth);
        }
        let said = self.0.get(&module)?;
        if !said.defined.contains(next) && depth <= 8 {
            if let Some(import) = said.imports.get(next) {
                let whole: Vec<String> = import.path.iter().chain(below).cloned().collect();
                return self.resolve(&module, &whole, depth + 1);
            }
            for glob in &said.globs {
                let Some((source, true)) = self.resolve(&module, &glob.path, depth + 1) else { continue };
                if self.0.get(&source).is_some_and(|source| source.defined.contains(next)) {
                    return Some((source, false));
                }
            }
        }
        Some((module, false))
    }
}

impl Module {
    fn read(path: &Path, text: &str) -> Self {
        let mut module = Self { file: path.to_owned(), ..Self::default() };
        let tokens = tokens(&code(text));
        let mut at = 0;
        let mut depth = 0_usize;
        let mut is_public = false;
        while let Some((token, line)) = tokens.get(at) {
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "pub" => is_public = true,
                "use" => {
                    at += 1;
                    module.import(&tokens, &mut at, &[], is_public);
                    is_public = false;
                }
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if depth == 0 => {
                    at += usize::from(tokens.get(at + 1).is_some_and(|(next, _)| next == "fn" || next == "mut"));
                    if let Some((name, _)) = tokens.get(at + 1) {
                        module.defined.insert(name.clone());
                    }
                    at += 1;
                }
                "mod" => at += 1,
                word if is_word(word) => {
                    let mut path = vec![word.to_owned()];
                    while tokens.get(at + 1).is_some_and(|(next, _)| next == "::")
                        && tokens.get(at + 2).is_some_and(|(next, _)| is_word(next))
                    {
                        path.push(tokens[at + 2].0.clone());
                        at += 2;
                    }
                    let is_member = at >= path.len() * 2 - 1 && {
                        let before = at - (path.len() * 2 - 2);
                        before > 0 && (tokens[before - 1].0 == "." || tokens[before - 1].0 == "::")
                    };
                    if !is_member {
                        module.paths.push((path, *line));
                    }
                }
                _ => {}
            }
            if matches!(token.as_str(), ";" | "{" | "}") {
                is_public = false;
            }
            at += 1;
        }
        assert_eq!(depth, 0, "the braces of {} are misread", path.display());
        module
    }

    /// Whether a path says more than an import has said: it is longer than one name, or uses what is also re-exported.
    fn is_news(&self, path: &[String]) -> bool {
        let [name] = path else { return true };
        self.imports.get(name).is_some_and(|import| import.is_public)
    }

    /// Reads a tree of imports up to what follows it.
    fn import(&mut self, tokens: &[(String, usize)], at: &mut usize, before: &[String], is_public: bool) {
        let mut path = before.to_vec();
        while let Some((token, line)) = tokens.get(*at) {
            match token.as_str() {
                "::" => {}
                "{" => {
                    *at += 1;
                    while tokens.get(*at).is_some_and(|(token, _)| token != "}") {
                        self.import(tokens, at, &path, is_public);
                        *at += usize::from(tokens.get(*at).is_some_and(|(token, _)| token == ","));
                    }
                    *at += 1;
                    return;
                }
                "*" => {
                    self.globs.push(Import { path, line: *line, is_public });
                    *at += 1;
                    return;
                }
                "self" if !path.is_empty() => {}
                word if is_word(word) && word != "as" => path.push(word.to_owned()),
                _ => break,
            }
            *at += 1;
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if tokens.get(*at).is_some_and(|(token, _)| token == "as") {
            name = tokens[*at + 1].0.clone();
            *at += 2;
        }
        let line = tokens[*at - 1].1;
        self.imports.insert(name, Import { path, line, is_public });
    }
}

/// The sets of modules that name each other in a circle, by these references.
pub fn cycles<'a>(references: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Vec<&'a str>> {
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in references {
        named.entry(from).or_default().insert(to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = named.keys().map(|from| (*from, reached(from, &named))).collect();
    let mut cycles = Vec::new();
    let mut seen = BTreeSet::new();
    for (from, all) in &reached {
        let back = |to: &&&str| reached.get(**to).is_some_and(|of_to| of_to.contains(from));
        let cycle: Vec<&str> = all.iter().filter(back).copied().collect();
        if !cycle.is_empty() && seen.insert(cycle.clone()) {
            cycles.push(cycle);
        }
    }
    cycles
}

fn reached<'a>(from: &'a str, named: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        open.extend(named.get(next).into_iter().flatten().filter(|to| reached.insert(**to)));
    }
    reached
}

fn child(module: &str, name: &str) -> Name {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

/// `src/report/repair.rs` is the module `report::repair`.
fn name_of(path: &Path) -> Name {
    let parts = path.with_extension("");
    parts.iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("::")
}

/// The sources below a directory, in the order of their names, without tests.
pub fn sources(directory: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single characters, each with its line; no blanks, texts and numbers.
fn tokens(lines: &[Line]) -> Vec<(String, usize)> {
    let characters: Vec<(char, usize)> =
        lines.iter().flat_map(|line| line.text.chars().chain(['\n']).map(|c| (c, line.number))).collect();
    let at = |index: usize| characters.get(index).map_or('\0', |(c, _)| *c);
    let mut tokens = Vec::new();
    let mut index = 0;
    while let Some((c, line)) = characters.get(index) {
        match c {
            '"' => index = after_text(&at, index, characters.len()),
            'r' if at(index + 1) == '#' && at(index + 2) == '"' => {
                index += 3;
                while index < characters.len() && !(at(index) == '"' && at(index + 1) == '#') {
                    index += 1;
                }
                index += 2;
            }
            // A character, not a lifetime.
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < characters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            ':' if at(index + 1) == ':' => {
                tokens.push(("::".to_owned(), *line));
                index += 2;
            }
            c if c.is_alphanumeric() || *c == '_' => {
                let word: String = characters
                    .iter()
                    .skip(index)
                    .map(|(c, _)| *c)
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                index += word.chars().count();
                tokens.push((word, *line));
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push((c.to_string(), *line));
                }
                index += 1;
            }
        }
    }
    tokens
}

fn after_text(at: &dyn Fn(usize) -> char, start: usize, end: usize) -> usize {
    let mut index = start + 1;
    while index < end && at(index) != '"' {
        index += if at(index) == '\\' { 2 } else { 1 };
    }
    index + 1
}
