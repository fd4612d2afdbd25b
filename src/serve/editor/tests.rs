use super::*;

fn url(editor: &str, path: &[u8]) -> String {
    match parse(editor).expect("an editor").0 {
        Kind::Scheme(scheme, form) => address(scheme, form, path, 7, 13),
        Kind::Command(words) => panic!("a command: {words:?}"),
    }
}

#[test]
fn addresses() {
    for (editor, expected) in [
        ("vscode", "vscode://file/a/b.md:7:13"),
        (" VSCodium ", "vscodium://file/a/b.md:7:13"),
        ("zed", "zed://file/a/b.md:7:13"),
        ("idea", "idea://open?file=/a/b.md&line=7&column=13"),
        ("rubymine", "x-mine://open?file=/a/b.md&line=7&column=13"),
        ("textmate", "txmt://open?url=file:///a/b.md&line=7&column=13"),
    ] {
        assert_eq!(url(editor, b"/a/b.md"), expected);
    }
}

#[test]
fn paths_in_addresses() {
    for (path, expected) in [
        ("/a b/#1 100%.md", "/a%20b/%231%20100%25.md"),
        ("/ä/日.md", "/%C3%A4/%E6%97%A5.md"),
        ("/a&b=c+d?e;f:1:2.md", "/a%26b%3Dc%2Bd%3Fe%3Bf%3A1%3A2.md"),
        ("/t \" ' <x>\\y.md", "/t%20%22%20%27%20%3Cx%3E%5Cy.md"),
        (r"C:\Users\Ä b\x.md", "/C:/Users/%C3%84%20b/x.md"),
        (r"\\server\share\x y.md", "//server/share/x%20y.md"),
    ] {
        assert_eq!(url_path(path.as_bytes()), expected);
    }
    assert_eq!(url_path(b"/\xFF.md"), "/%FF.md", "no text at all");
    assert_eq!(url("vscode", br"C:\x.md"), "vscode://file/C:/x.md:7:13");
    assert_eq!(url("idea", br"C:\x.md"), "idea://open?file=C:/x.md&line=7&column=13");
    assert_eq!(url("textmate", br"C:\x.md"), "txmt://open?url=file:///C:/x.md&line=7&column=13");
}

#[cfg(unix)]
fn command(editor: &str, path: &str) -> Vec<String> {
    match parse(editor).expect("an editor").open(Path::new(path), 7, 13) {
        Opening::Command(words) => words,
        Opening::Url(url) => panic!("an address: {url}"),
    }
}

#[cfg(unix)]
#[test]
fn commands() {
    assert_eq!(command("subl", "/a b.md"), ["subl", "/a b.md:7:13"]);
    assert_eq!(command("sublime", "/a.md"), ["subl", "/a.md:7:13"]);
    assert_eq!(command("code -r", "/a.md"), ["code", "-r", "--goto", "/a.md:7:13"]);
    assert_eq!(command("gedit", "/a.md"), ["gedit", "+7:13", "/a.md"]);
    assert_eq!(
        command("'/opt/my editor/gvim' --remote-silent", "/a.md").last().expect("a word"),
        "/a.md"
    );
    assert_eq!(command("./edit", "/a.md"), ["./edit", "/a.md"]);
    assert_eq!(command("my-editor --quick", "/a.md"), ["my-editor", "--quick", "/a.md"]);
    assert_eq!(
        command(r#"xterm -e "nvim" '+call cursor({line},{column})' "{file}""#, "/a b.md"),
        ["xterm", "-e", "nvim", "+call cursor(7,13)", "/a b.md"]
    );
    assert_eq!(
        command("e {file}@{line}{x}", "/{line}.md"),
        ["e", "/{line}.md@7{x}"],
        "a name is no placeholder"
    );
    assert_eq!(
        command("e {file} ; rm $HOME `x`", "/a;b.md")[1..],
        ["/a;b.md", ";", "rm", "$HOME", "`x`"]
    );
}

#[cfg(unix)]
#[test]
fn a_path_is_no_option() {
    let words = command("e {file}", "-rf.md");
    assert!(words[1].starts_with('/') && words[1].ends_with("/-rf.md"), "{words:?}");
}

#[test]
fn words() {
    let split = |command: &str| split(command).expect("words");
    assert_eq!(split("  a  'b c' d\"e f\"'g' ''"), ["a", "b c", "de fg", ""]);
    assert_eq!(split(""), Vec::<String>::new());
    if cfg!(not(windows)) {
        assert_eq!(split(r#"a\ b "c\"d" '\e' \n"#), ["a b", "c\"d", r"\e", r"\n"]);
    }
}

#[test]
fn what_is_no_editor() {
    for (value, expected) in [
        (
            "vscod",
            "no editor is called `vscod`; did you mean `vscode`? A command names the file: `--editor 'vscod {file}'`",
        ),
        (
            "qqq",
            "no editor is called `qqq`; known are vscode, cursor, zed, idea, sublime and more. A command names the file: \
             `--editor 'qqq {file}'`",
        ),
        (
            "vim",
            "`vim` needs a terminal; name one that runs it, as in `--editor 'xterm -e vim {file}'`",
        ),
        ("", "`--editor` names an editor or a command"),
        ("''", "the `--editor` command has an empty name"),
        ("code 'x", "a quote (') of the `--editor` command is never closed"),
        (
            "{file}",
            "`{file}` cannot be the program: `--editor` begins with the editor's name or path",
        ),
    ] {
        assert_eq!(parse(value).expect_err(value), expected);
    }
}

#[cfg(unix)]
#[test]
fn a_command_runs_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("out");
    let script = format!("echo \"$1\" > '{}.new'; mv '{0}.new' '{0}'", file.display());
    let words = ["sh", "-c", &script, "sh", "a b"].map(str::to_owned);
    run(&words).expect("a command");
    for _ in 0..500 {
        if let Ok(text) = std::fs::read_to_string(&file) {
            assert_eq!(text, "a b\n");
            return;
        }
        thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the command did not run");
}

#[test]
fn a_missing_program_is_an_error() {
    assert_eq!(
        run(&["no-such-program-here".to_owned()]).expect_err("no program").kind(),
        io::ErrorKind::NotFound
    );
    assert!(run(&[]).is_err());
}
