//! What the manual page says beside the help.

messages! {
    /// The heading over the program's name.
    manual_name()
        en "NAME"
        ja "名前";

    /// The heading over the usage.
    manual_synopsis()
        en "SYNOPSIS"
        ja "書式";

    /// Above the commands.
    manual_commands()
        en "Every command takes --lang and --help too."
        ja "どのコマンドでも --lang と --help を使えます。";

    /// Of a command that wants to know the server.
    manual_profile()
        en "It also takes the options that describe the server behind the filter."
        ja "フィルタが守るサーバのオプションも使えます。";

    /// The heading over the exit codes.
    manual_exit()
        en "EXIT STATUS"
        ja "終了コード";

    /// The exit codes.
    manual_codes()
        en "0 if all is well; 1 for findings (check), errors that are left (repair) or a difference (diff); 2 if something cannot be used."
        ja "0 は正常です。1 は、check では指摘がある、repair ではエラーが残った、diff では違いがあることを示します。2 は、使えないものがあることを示します。";
}
