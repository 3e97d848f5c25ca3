//! Macros for sentences: one of several languages, English where a language has no text.

/// Formats a sentence in one language: `say!(lang, en = "rule {n}", ja = "ルール {n}")`, with arguments behind the texts as
/// `format!` takes them. English comes first and fills in for a language that has no text.
///
/// Where a value decides what is said, each of its cases has its texts, what these need behind them, or an expression:
///
/// ```ignore
/// say!(lang, match miss {
///     Failure::Redundant(rule) => en "Without rule {rule} nothing would change." ja "ルール {rule} はなくても何も変わりません。";
///     Failure::Shadowed(rules) => en "{by} never decide." ja "{by} は決して使われません。", by = rule_numbers(rules, lang);
///     Failure::Traffic(unmet) => { self::unmet(unmet, lang) };
/// })
/// ```
macro_rules! say {
    ($lang:expr, match $value:tt $(. $field:ident)* { $(
        $case:pat $(if $guard:expr)? =>
        $({ $($other:tt)+ })?
        $(en $en:literal $(ja $ja:literal)? $(, $name:ident = $argument:expr)*)?;
    )+ }) => {
        match $value $(. $field)* {
            $($case $(if $guard)? => {
                $($($other)+)?
                $($(let $name = $argument;)* say!($lang, en = $en $(, ja = $ja)?))?
            })+
        }
    };
    ($lang:expr, en = $en:literal $($rest:tt)*) => { say!(@texts $lang, $en, [] $($rest)*) };
    (@texts $lang:expr, $en:literal, [$($texts:tt)*], ja = $ja:literal $($rest:tt)*) => {
        say!(@texts $lang, $en, [$($texts)* (Ja $ja)] $($rest)*)
    };
    (@texts $lang:expr, $en:literal, $texts:tt) => { say!(@choose $lang, $en, $texts, []) };
    (@texts $lang:expr, $en:literal, $texts:tt, $($arguments:tt)*) => {
        say!(@choose $lang, $en, $texts, [$($arguments)*])
    };
    (@choose $lang:expr, $en:literal, [$(($name:ident $text:literal))*], $arguments:tt) => {
        match $lang {
            $($crate::lang::Lang::$name => say!(@format $text, $arguments),)*
            _ => say!(@format $en, $arguments),
        }
    };
    (@format $text:literal, [$($arguments:tt)*]) => { format!($text, $($arguments)*) };
}

/// Picks a text of one language: `pick!(lang, en = "rule", ja = "ルール")`. English fills in, and a value may decide, as in
/// `say!`.
macro_rules! pick {
    ($lang:expr, match $value:tt $(. $field:ident)* { $(
        $case:pat $(if $guard:expr)? => $({ $($other:tt)+ })? $(en $en:literal $(ja $ja:literal)?)?;
    )+ }) => {
        match $value $(. $field)* {
            $($case $(if $guard)? => { $($($other)+)? $(pick!($lang, en = $en $(, ja = $ja)?))? })+
        }
    };
    ($lang:expr, en = $en:literal $(, ja = $ja:literal)? $(,)?) => {
        match $lang {
            $($crate::lang::Lang::Ja => $ja,)?
            _ => $en,
        }
    };
}

/// Names sentences, so that each is written once, in every language, with typed arguments and with actions mentioned by
/// name: whoever speaks says how an action is called where it speaks. Its English text is the doc of a sentence; a comment
/// above adds what the text does not tell.
///
/// ```ignore
/// messages! {
///     deleted(number: usize) [undo = Undo]
///         en "Rule {number} deleted; {undo} brings it back."
///         ja "ルール {number} を削除しました。{undo} で戻せます。";
///     pasted(count: usize) {rules = count "rule"}
///         en "{rules} pasted."
///         ja "ルールを {count} 個貼り付けました。";
///     no_findings() en "No findings." ja "指摘はありません。";
/// }
/// ```
///
/// A sentence that mentions an action takes a `Voice` behind its arguments, any other a `Lang`; one with neither
/// arguments nor mentions is a constant text. In braces stand things that English counts, with `counted` of
/// [`crate::language::grammar`] in scope.
macro_rules! messages {
    () => {};
    ($(#[$doc:meta])* $name:ident() en $en:literal $(ja $ja:literal)?; $($rest:tt)*) => {
        $(#[$doc])*
        #[doc = concat!("`", $en, "`")]
        pub(crate) const fn $name(lang: $crate::lang::Lang) -> &'static str {
            pick!(lang, en = $en $(, ja = $ja)?)
        }
        messages! { $($rest)* }
    };
    (
        $(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),+ $(,)?) $({$($things:ident = $count:ident $thing:literal),+})?
        en $en:literal $(ja $ja:literal)?; $($rest:tt)*
    ) => {
        $(#[$doc])*
        #[doc = concat!("`", $en, "`")]
        pub(crate) fn $name($($argument: $type,)+ lang: $crate::lang::Lang) -> String {
            $($(let $things = counted($count, $thing);)+)?
            say!(lang, en = $en $(, ja = $ja)?)
        }
        messages! { $($rest)* }
    };
    (
        $(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),* $(,)?) $({$($things:ident = $count:ident $thing:literal),+})?
        [$($mention:ident = $action:ident),+] en $en:literal $(ja $ja:literal)?; $($rest:tt)*
    ) => {
        $(#[$doc])*
        #[doc = concat!("`", $en, "`")]
        pub(crate) fn $name($($argument: $type,)* voice: $crate::lang::Voice<'_>) -> String {
            $($(let $things = counted($count, $thing);)+)?
            $(let $mention = voice.name($crate::lang::ActionId::$action);)+
            say!(voice.lang, en = $en $(, ja = $ja)?)
        }
        messages! { $($rest)* }
    };
}
