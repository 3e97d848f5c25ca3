//! The command line's help, and what can be wrong with a command line.

use super::{Lang, list, quoted};

/// A text of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Help {
    About,
    /// The heading over the usage line.
    Usage,
    /// The heading over the positional arguments.
    Arguments,
    Options,
    /// The heading over the options that describe the server.
    Profile,
    Commands,
    Check,
    Trace,
    Diff,
    Fit,
    Repair,
    Exposure,
    Convert,
    ConvertTo,
    ConvertFrom,
    /// The heading over the formats.
    Formats,
    /// Behind a format that is not written.
    OnlyRead,
    Learn,
    Lesson,
    LearnCheck,
    LearnReset,
    /// The FILE of a command about one filter.
    FilterFile,
    Traffic,
    TraceStdin,
    Before,
    After,
    Output,
    InPlace,
    DryRun,
    ChosenFilter,
    ReportFormat,
    EditFile,
    CheckFile,
    Format,
    FailOn,
    Force,
    Plain,
    Theme,
    Glyphs,
    Mouse,
    Lang,
    /// `--help`
    Itself,
    Version,
    Man,
    Completions,
    Shell,
}

/// A text of the help page.
pub(crate) const fn help(topic: Help, lang: Lang) -> &'static str {
    pick!(lang, match topic {
        Help::About =>
            en "Edits SAKURA Cloud packet filters and proves what every edit would do."
            ja "さくらのクラウドのパケットフィルタを、結果を確かめながら編集します。";
        Help::Usage => en "Usage:" ja "使い方:";
        Help::Arguments => en "Arguments" ja "引数";
        Help::Options => en "Options" ja "オプション";
        Help::Profile => en "The server behind the filter" ja "フィルタが守るサーバ";
        Help::Commands => en "Commands" ja "コマンド";
        Help::Check =>
            en "Reports on a filter without opening the editor"
            ja "フィルタを調べて報告します (画面は開きません)";
        Help::Trace => en "Shows which rules decide about traffic, and why" ja "通信がどのルールで決まるかを示します";
        Help::Diff => en "Shows what two filters treat differently" ja "2 つのフィルタの動作の違いを示します";
        Help::Fit => en "Makes a filter smaller that does the same" ja "動作を変えずにルールを減らします";
        Help::Repair => en "Repairs a filter as far as that can be proved" ja "証明できる修正をすべて適用します";
        Help::Convert => en "Writes a filter in another format" ja "フィルタを別の形式で書き出します";
        Help::ConvertTo =>
            en "Format to write (by default that of OUT's name, or rules)"
            ja "書き出す形式 (既定は OUT の名前から。なければ rules)";
        Help::ConvertFrom =>
            en "Format to read (by default what the text looks like)"
            ja "読み込む形式 (既定は内容から判断します)";
        Help::Formats => en "Formats" ja "形式";
        Help::OnlyRead => en " (only read)" ja " (読み込みのみ)";
        Help::Exposure => en "Shows who can reach which port" ja "誰がどのポートに届くかを示します";
        Help::Learn => en "Lessons: learn by repairing real mistakes" ja "実際の失敗を直しながら学びます";
        Help::Lesson =>
            en "Name of a lesson; words for the glossary; nothing for the list"
            ja "開くレッスンの名前。words は用語集。なければ一覧";
        Help::LearnCheck => en "Proves the lessons in a directory" ja "自作のレッスンを検査するディレクトリ";
        Help::LearnReset => en "Resets your progress" ja "レッスンの進み具合を消します";
        Help::EditFile =>
            en "File to edit, made when saving (./trace if its name is trace)"
            ja "編集するファイル。なければ保存時に作ります (trace は ./trace と書く)";
        Help::CheckFile => en "Files to check; - reads standard input" ja "調べるファイル。- は標準入力";
        Help::FilterFile => en "File with the filter; - reads standard input" ja "フィルタのファイル。- は標準入力";
        Help::Traffic =>
            en "Traffic, as 'udp 192.0.2.1:67 -> 68', 'tcp any -> 22', 'icmp'"
            ja "通信 (例: 'udp 192.0.2.1:67 -> 68'、'tcp any -> 22'、'icmp')";
        Help::TraceStdin => en "Reads traffic from standard input, one a line" ja "標準入力の 1 行ごとに通信を読みます";
        Help::Before => en "File before the change; - reads standard input" ja "変更前のファイル。- は標準入力";
        Help::After => en "File after the change; - reads standard input" ja "変更後のファイル。- は標準入力";
        Help::InPlace => en "Writes over the file that was read" ja "読み込んだファイルに上書きします";
        Help::DryRun => en "Says what would be done, and writes nothing" ja "何をするかだけを示し、書き込みません";
        Help::Output => en "File to write instead of standard output" ja "標準出力の代わりに書き込むファイル";
        Help::ChosenFilter =>
            en "The Nth filter of a file that has several"
            ja "ファイルに複数あるフィルタのうち N 番目";
        Help::ReportFormat =>
            en "Form of the report: text (default), json, sarif, github"
            ja "報告の形式: text (既定)、json、sarif、github";
        Help::Format => en "Form of the report: text (default), json" ja "報告の形式: text (既定)、json";
        Help::FailOn =>
            en "What counts as failure: error (default), warning, never"
            ja "失敗とみなす重大度: error (既定)、warning、never";
        Help::Force =>
            en "Saves without asking what is beyond limits or locks out"
            ja "上限を超えても、ログインを失っても、確認せずに保存します";
        Help::Plain =>
            en "Edits by lines, for screen readers and scripts"
            ja "画面を使わず、行ごとに編集します (読み上げ、スクリプト)";
        Help::Theme =>
            en "Colours: auto (default), 16, mono, contrast (nothing dim)"
            ja "配色: auto (既定)、16、mono、contrast (高コントラスト)";
        Help::Glyphs =>
            en "Marks and lines: auto (default), unicode, ascii"
            ja "記号と罫線: auto (既定)、unicode、ascii";
        Help::Mouse => en "Uses the mouse (m switches it in the editor)" ja "マウスを使います (編集中は m で切り替え)";
        Help::Lang =>
            en "Language: ja, en (by default that of the locale)"
            ja "表示する言語: ja、en (既定はロケールに従います)";
        Help::Itself => en "Prints this help" ja "この説明を表示します";
        Help::Version => en "Prints the version" ja "バージョンを表示します";
        Help::Man => en "Prints the manual page" ja "マニュアルページを出力します";
        Help::Completions => en "Prints completions for a shell" ja "シェルの補完の定義を出力します";
        Help::Shell =>
            en "Shell: bash, zsh, fish, elvish, powershell"
            ja "シェル: bash、zsh、fish、elvish、powershell";
    })
}

/// What is wrong with a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UsageFault {
    /// An option or argument that does not exist here.
    Unknown {
        /// As it was written.
        argument: String,
        /// One that does exist and looks like it.
        similar: Option<String>,
    },
    NoValue {
        argument: String,
    },
    /// An option that takes no value has one.
    NeedlessValue {
        argument: String,
    },
    /// A value that the option cannot take.
    BadValue {
        argument: String,
        value: String,
        /// What it would have taken.
        reason: String,
    },
    Missing {
        argument: String,
    },
    /// An option that may stand once stands twice.
    Twice {
        argument: String,
    },
    /// Two options of which only one may be given.
    Together {
        argument: String,
        other: String,
    },
    /// An argument of the editor together with a command.
    NotWithCommand {
        argument: String,
        command: String,
    },
    /// Two things would be read from standard input.
    StdinTwice,
    /// The editor was asked to edit standard input.
    EditsStdin,
    /// Standard input was to be repaired in place.
    RepairsStdin,
    NotUtf8,
    /// Anything else, in the words of the parser.
    Other(String),
}

/// What is wrong with a command line, in one or two sentences.
pub(crate) fn usage_fault(fault: &UsageFault, lang: Lang) -> String {
    say!(lang, match fault {
        UsageFault::Unknown { argument, similar: None } =>
            en "Unknown argument {argument}."
            ja "引数{argument}は使えません。",
            argument = quoted(lang, argument);
        UsageFault::Unknown { argument, similar: Some(similar) } =>
            en "Unknown argument {argument}. Did you mean {similar}?"
            ja "引数{argument}は使えません。{similar} のことですか。",
            argument = quoted(lang, argument);
        UsageFault::NoValue { argument } => en "{argument} needs a value." ja "{argument} には値が要ります。";
        UsageFault::NeedlessValue { argument } =>
            en "{argument} takes no value."
            ja "{argument} に値は指定できません。";
        UsageFault::BadValue { argument, value, reason } =>
            en "{argument} cannot be {value}. {reason}"
            ja "{argument} に{value}は指定できません。{reason}",
            value = quoted(lang, value);
        UsageFault::Missing { argument } => en "{argument} is missing." ja "{argument} を指定してください。";
        UsageFault::Twice { argument } =>
            en "{argument} may be given only once."
            ja "{argument} は 1 回だけ指定できます。";
        UsageFault::Together { argument, other } =>
            en "{argument} and {other} exclude each other."
            ja "{argument} と {other} はどちらか一方だけを指定できます。";
        UsageFault::NotWithCommand { argument, command } =>
            en "{argument} cannot be used with {command}."
            ja "{argument}は {command} と一緒には使えません。",
            argument = quoted(lang, argument);
        UsageFault::StdinTwice => en "Standard input can be read only once." ja "標準入力を読めるのは 1 回だけです。";
        UsageFault::EditsStdin =>
            en "Standard input cannot be edited. To look at it only, use: sekimori check -"
            ja "標準入力は編集できません。調べるだけなら sekimori check - を使います。";
        UsageFault::RepairsStdin =>
            en "Standard input cannot be written over. --in-place needs the name of a file."
            ja "標準入力には上書きできません。--in-place にはファイルの名前が要ります。";
        UsageFault::NotUtf8 => en "A value is not UTF-8." ja "値が UTF-8 ではありません。";
        UsageFault::Other(text) => en "The command line is wrong: {text}" ja "コマンドラインが正しくありません: {text}";
    })
}

/// What a value from a short list may be.
pub(crate) fn one_of(words: &[&str], lang: Lang) -> String {
    let words = list(words, lang);
    say!(lang, en = "One of {words}.", ja = "{words} のいずれかです。")
}

messages! {
    /// What `--filter` takes.
    number_expected() en "This takes a number from 1 on." ja "1 以上の番号です。";

    see_help() en "For help, run: sekimori --help" ja "使い方は sekimori --help で表示できます。";
}
