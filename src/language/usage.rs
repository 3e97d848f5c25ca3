//! The command line's help, and what can be wrong with a command line.

use super::{Lang, quoted};

/// A text of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Help {
    /// What the program is.
    About,
    /// The heading over the usage line.
    Usage,
    /// The heading over the positional arguments.
    Arguments,
    /// The heading over the options.
    Options,
    /// The heading over the options that describe the server.
    Profile,
    /// The heading over the subcommands.
    Commands,
    /// `check`
    Check,
    /// `trace`
    Trace,
    /// `diff`
    Diff,
    /// `fit`
    Fit,
    /// `repair`
    Repair,
    /// `exposure`
    Exposure,
    /// `learn`
    Learn,
    /// The LESSON of `learn`.
    Lesson,
    /// The `--check` of `learn`.
    LearnCheck,
    /// The `--reset` of `learn`.
    LearnReset,
    /// The FILE of a command about one filter.
    FilterFile,
    /// The TRAFFIC of `trace`.
    Traffic,
    /// `--stdin`
    TraceStdin,
    /// The BEFORE of `diff`.
    Before,
    /// The AFTER of `diff`.
    After,
    /// `--output`
    Output,
    /// `--in-place`
    InPlace,
    /// `--dry-run`
    DryRun,
    /// `--filter`
    ChosenFilter,
    /// The `--format` of `check`.
    ReportFormat,
    /// The editor's FILE.
    EditFile,
    /// The FILE of `check`.
    CheckFile,
    /// `--format`
    Format,
    /// `--fail-on`
    FailOn,
    /// `--force`
    Force,
    /// `--plain`
    Plain,
    /// `--theme`
    Theme,
    /// `--glyphs`
    Glyphs,
    /// `--mouse`
    Mouse,
    /// `--lang`
    Lang,
    /// `--help`
    Help,
    /// `--version`
    Version,
}

/// A text of the help page.
pub const fn help(topic: Help, lang: Lang) -> &'static str {
    match topic {
        Help::About => lang.pick(
            "さくらのクラウドのパケットフィルタを、結果を確かめながら編集します。",
            "Edits SAKURA Cloud packet filters and proves what every edit would do.",
        ),
        Help::Usage => lang.pick("使い方:", "Usage:"),
        Help::Arguments => lang.pick("引数", "Arguments"),
        Help::Options => lang.pick("オプション", "Options"),
        Help::Profile => lang.pick("フィルタが守るサーバ", "The server behind the filter"),
        Help::Commands => lang.pick("コマンド", "Commands"),
        Help::Check => {
            lang.pick("フィルタを調べて報告します (画面は開きません)", "Reports on a filter without opening the editor")
        }
        Help::Trace => {
            lang.pick("通信がどのルールで決まるかを示します", "Says which rules decide about traffic, and why")
        }
        Help::Diff => lang.pick("2 つのフィルタの動作の違いを示します", "Says what two filters treat differently"),
        Help::Fit => lang.pick("動作を変えずにルールを減らします", "Makes a filter smaller that does the same"),
        Help::Repair => lang.pick("証明できる修正をすべて適用します", "Repairs a filter as far as that can be proved"),
        Help::Exposure => lang.pick("誰がどのポートに届くかを示します", "Says who reaches which port"),
        Help::Learn => lang.pick("実際の失敗を直しながら学びます", "Lessons: learn by repairing real mistakes"),
        Help::Lesson => lang.pick(
            "開くレッスンの名前。words は用語集。なければ一覧",
            "Name of a lesson; words for the glossary; nothing for the list",
        ),
        Help::LearnCheck => lang.pick("自作のレッスンを検査するディレクトリ", "Proves the lessons in a directory"),
        Help::LearnReset => lang.pick("レッスンの進み具合を消します", "Forgets how far you have come"),
        Help::EditFile => lang.pick(
            "編集するファイル。なければ保存時に作ります (trace は ./trace と書く)",
            "File to edit, made when saving (./trace if its name is trace)",
        ),
        Help::CheckFile => lang.pick("調べるファイル。- は標準入力", "Files to check; - reads standard input"),
        Help::FilterFile => {
            lang.pick("フィルタのファイル。- は標準入力", "File with the filter; - reads standard input")
        }
        Help::Traffic => lang.pick(
            "通信 (例: 'udp 192.0.2.1:67 -> 68'、'tcp any -> 22'、'icmp')",
            "Traffic, as 'udp 192.0.2.1:67 -> 68', 'tcp any -> 22', 'icmp'",
        ),
        Help::TraceStdin => {
            lang.pick("標準入力の 1 行ごとに通信を読みます", "Reads traffic from standard input, one a line")
        }
        Help::Before => lang.pick("変更前のファイル。- は標準入力", "File before the change; - reads standard input"),
        Help::After => lang.pick("変更後のファイル。- は標準入力", "File after the change; - reads standard input"),
        Help::InPlace => lang.pick("読み込んだファイルに上書きします", "Writes over the file that was read"),
        Help::DryRun => {
            lang.pick("何をするかだけを示し、書き込みません", "Says what would be done, and writes nothing")
        }
        Help::Output => lang.pick("標準出力の代わりに書き込むファイル", "File to write instead of standard output"),
        Help::ChosenFilter => {
            lang.pick("ファイルに複数あるフィルタのうち N 番目", "The Nth filter of a file that has several")
        }
        Help::ReportFormat => lang.pick(
            "報告の形式: text (既定)、json、sarif、github",
            "Form of the report: text (default), json, sarif, github",
        ),
        Help::Format => lang.pick("報告の形式: text (既定)、json", "Form of the report: text (default), json"),
        Help::FailOn => lang.pick(
            "失敗とみなす深刻さ: error (既定)、warning、never",
            "What counts as failure: error (default), warning, never",
        ),
        Help::Force => lang.pick(
            "上限を超えても、ログインを失っても、確認せずに保存します",
            "Saves without asking what is beyond limits or locks out",
        ),
        Help::Plain => lang.pick(
            "画面を使わず、行ごとに編集します (読み上げ、スクリプト)",
            "Edits by lines, for screen readers and scripts",
        ),
        Help::Theme => lang.pick(
            "配色: auto (既定)、16、mono (白黒)、contrast (高対比)",
            "Colours: auto (default), 16, mono, contrast (nothing dim)",
        ),
        Help::Glyphs => {
            lang.pick("記号と罫線: auto (既定)、unicode、ascii", "Marks and lines: auto (default), unicode, ascii")
        }
        Help::Mouse => {
            lang.pick("マウスを使います (編集中は m で切り替え)", "Uses the mouse (m switches it in the editor)")
        }
        Help::Lang => lang.pick(
            "表示する言語: ja、en (既定はロケールに従います)",
            "Language: ja, en (by default that of the locale)",
        ),
        Help::Help => lang.pick("この説明を表示します", "Prints this help"),
        Help::Version => lang.pick("バージョンを表示します", "Prints the version"),
    }
}

/// What is wrong with a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageFault {
    /// An option or argument that does not exist here.
    Unknown {
        /// As it was written.
        argument: String,
        /// One that does exist and looks like it.
        similar: Option<String>,
    },
    /// An option without its value.
    NoValue {
        /// The option.
        argument: String,
    },
    /// An option that takes no value has one.
    NeedlessValue {
        /// The option.
        argument: String,
    },
    /// A value that the option cannot take.
    BadValue {
        /// The option.
        argument: String,
        /// The value.
        value: String,
        /// What it would have taken.
        reason: String,
    },
    /// A necessary argument is missing.
    Missing {
        /// Its name.
        argument: String,
    },
    /// An option that may stand once stands twice.
    Twice {
        /// The option.
        argument: String,
    },
    /// Two options of which only one may be given.
    Together {
        /// The one.
        argument: String,
        /// The other.
        other: String,
    },
    /// An argument of the editor together with a command.
    NotWithCommand {
        /// The argument.
        argument: String,
        /// The command.
        command: String,
    },
    /// Two things would be read from standard input.
    StdinTwice,
    /// The editor was asked to edit standard input.
    EditsStdin,
    /// Standard input was to be repaired in place.
    RepairsStdin,
    /// A value is no UTF-8.
    NotUtf8,
    /// Anything else, in the words of the parser.
    Other(String),
}

/// What is wrong with a command line, in one or two sentences.
pub fn usage_fault(fault: &UsageFault, lang: Lang) -> String {
    match fault {
        UsageFault::Unknown { argument, similar: None } => {
            let argument = quoted(lang, argument);
            say!(lang, "引数{argument}は使えません。", "The argument {argument} cannot be used.")
        }
        UsageFault::Unknown { argument, similar: Some(similar) } => {
            let argument = quoted(lang, argument);
            say!(
                lang,
                "引数{argument}は使えません。{similar} のことですか。",
                "The argument {argument} cannot be used. Did you mean {similar}?"
            )
        }
        UsageFault::NoValue { argument } => say!(lang, "{argument} には値が要ります。", "{argument} needs a value."),
        UsageFault::NeedlessValue { argument } => {
            say!(lang, "{argument} に値は指定できません。", "{argument} takes no value.")
        }
        UsageFault::BadValue { argument, value, reason } => {
            let value = quoted(lang, value);
            say!(lang, "{argument} に{value}は指定できません。{reason}", "{argument} cannot be {value}. {reason}")
        }
        UsageFault::Missing { argument } => say!(lang, "{argument} を指定してください。", "{argument} is missing."),
        UsageFault::Twice { argument } => {
            say!(lang, "{argument} は 1 回だけ指定できます。", "{argument} may be given only once.")
        }
        UsageFault::Together { argument, other } => say!(
            lang,
            "{argument} と {other} はどちらか一方だけを指定できます。",
            "{argument} and {other} exclude each other."
        ),
        UsageFault::NotWithCommand { argument, command } => {
            let argument = quoted(lang, argument);
            say!(lang, "{argument}は {command} と一緒には使えません。", "{argument} cannot be used with {command}.")
        }
        UsageFault::StdinTwice => {
            say!(lang, "標準入力を読めるのは 1 回だけです。", "Standard input can be read only once.")
        }
        UsageFault::EditsStdin => say!(
            lang,
            "標準入力は編集できません。調べるだけなら sekimori check - を使います。",
            "Standard input cannot be edited. To look at it only, use: sekimori check -"
        ),
        UsageFault::RepairsStdin => say!(
            lang,
            "標準入力には上書きできません。--in-place にはファイルの名前が要ります。",
            "Standard input cannot be written over. --in-place needs the name of a file."
        ),
        UsageFault::NotUtf8 => say!(lang, "値が UTF-8 ではありません。", "A value is not UTF-8."),
        UsageFault::Other(text) => {
            say!(lang, "コマンドラインが正しくありません: {text}", "The command line is wrong: {text}")
        }
    }
}

/// What a value from a short list may be.
pub fn one_of(words: &[&str], lang: Lang) -> String {
    let words = words.join(lang.pick("、", ", "));
    say!(lang, "{words} のいずれかです。", "One of {words}.")
}

/// What `--filter` takes.
pub fn number_expected(lang: Lang) -> String {
    say!(lang, "1 以上の番号です。", "This takes a number from 1 on.")
}

/// Where to find the help.
pub fn see_help(lang: Lang) -> String {
    say!(lang, "使い方は sekimori --help で表示できます。", "For help, run: sekimori --help")
}
