//! The rooms of the project: who may use whom, and who may print. `names` and `sizes` hold what
//! types are called, and how long files and functions may be.

mod names;
mod sizes;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The rooms bottom up: each may use those that stand before it.
const ORDER: [&str; 39] = [
    "token",
    "html",
    "atomic",
    "packed",
    "icons",
    "browser",
    "root",
    "span",
    "diagnostic",
    "catalogue",
    "source",
    "assets",
    "report",
    "fetch",
    "document",
    "listing",
    "markdown",
    "words",
    "math",
    "figure",
    "postmortem",
    "import",
    "edit",
    "meeting",
    "kind",
    "check",
    "fonts",
    "theme",
    "deck",
    "layout",
    "render",
    "compiled",
    "compile",
    "page",
    "export",
    "watch",
    "rebuild",
    "serve",
    "command",
];

/// What the command line can say stands beside the verbs.
const BESIDE: [&str; 1] = ["cli"];

/// Rooms that know no documents, and what they may use beside themselves.
const BLIND: [(&str, &[&str]); 5] = [
    ("math", &["html"]),
    ("figure", &["words/say"]),
    ("watch", &["root"]),
    ("serve/http", &["serve/http"]),
    ("browser", &[]),
];

/// Who may print.
const PRINTING: [&str; 3] = ["command", "report", "main"];

/// Rooms in which files still use each other in circles. This list only shrinks.
const CIRCLES: [&str; 0] = [];

/// A file of the library as a path of modules: `deck/view/make`.
type Module = String;

/// What each file uses, by module.
struct Tree {
    uses: BTreeMap<Module, BTreeSet<Module>>,
}

impl Tree {
    fn read() -> Self {
        let texts: BTreeMap<Module, String> = rust_files("src")
            .into_iter()
            .filter_map(|path| {
                let name = path.strip_prefix(root().join("src")).expect("a file of the library");
                let name = name.with_extension("").to_string_lossy().replace('\\', "/");
                let module = name.trim_end_matches("/mod").to_owned();
                let text = shipped(&fs::read_to_string(&path).expect("a file"));
                let is_test = matches!(module.as_str(), "schema" | "fuzzing")
                    || module.rsplit('/').any(|part| part == "tests");
                (!is_test && !matches!(module.as_str(), "lib" | "main")).then_some((module, text))
            })
            .collect();
        let known: BTreeSet<Module> = texts.keys().cloned().collect();
        let uses = texts.iter().map(|(module, text)| {
            let found = paths(text).into_iter().filter_map(|path| resolve(module, &path, &known));
            (module.clone(), found.filter(|used| used != module).collect())
        });
        Self { uses: uses.collect() }
    }

    fn each(&self) -> impl Iterator<Item = (&Module, &Module)> {
        self.uses.iter().flat_map(|(user, uses)| uses.iter().map(move |used| (user, used)))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A file's text without unit tests, comments, and what stands in quotes.
fn shipped(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut out = String::new();
    for line in lines {
        let bare = line.replace("\\\"", "").replace("'\"'", "");
        for (number, part) in bare.split('"').enumerate() {
            out.push_str(if number % 2 == 0 { part } else { "\"\"" });
        }
        out.push('\n');
    }
    out
}

/// All paths of a text: those that `use` names, taken apart, and those that stand in the code.
fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = String::new();
    for line in text.split_inclusive(';') {
        let at = line.find("use ").filter(|at| {
            let before = line[..*at].trim_end();
            before.is_empty()
                || before.ends_with([';', '}', '{', ')', ']'])
                || before.ends_with("pub")
        });
        match at {
            Some(at) => {
                code.push_str(&line[..at]);
                expand(line[at + 4..].trim_end_matches(';'), "", &mut found);
            }
            None => code.push_str(line),
        }
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let in_code = code.split(|c| !is_part(c)).filter(|path| path.contains("::"));
    found.extend(in_code.filter(|path| !path.starts_with(':')).map(str::to_owned));
    found
}

/// `a::{b, c::d}` becomes `a::b` and `a::c::d`.
fn expand(tree: &str, before: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or(tree).trim();
        found.push(format!("{before}{name}"));
        return;
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let before = format!("{before}{head}");
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    expand(&inner[start..at], &before, found);
                }
                start = (at + 1).min(inner.len());
            }
            _ => {}
        }
    }
}

/// The file that a path in a module leads to; none when it leads out of the library.
fn resolve(module: &str, path: &str, known: &BTreeSet<Module>) -> Option<Module> {
    let mut base: Vec<&str> = module.split('/').collect();
    let mut parts: Vec<&str> = path.split("::").map(str::trim).collect();
    match *parts.first()? {
        "crate" => {
            base.clear();
            parts.remove(0);
        }
        "self" => drop(parts.remove(0)),
        "super" => {
            while parts.first() == Some(&"super") {
                base.pop();
                parts.remove(0);
            }
        }
        child if known.contains(&format!("{module}/{child}")) => {}
        _ => return None,
    }
    base.extend(parts);
    (1..=base.len()).rev().map(|length| base[..length].join("/")).find(|name| known.contains(name))
}

fn room(module: &str) -> &str {
    module.split('/').next().unwrap_or(module)
}

fn is_in(module: &str, room: &str) -> bool {
    module == room || module.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'))
}

#[test]
fn the_walk_sees_what_a_file_uses() {
    let tree = Tree::read();
    for (user, used) in [
        ("deck/template", "deck/registry"),
        ("compile/drawn", "deck/fences"),
        ("layout/measure", "layout/measure/table"),
        ("command/build", "compile/coverage"),
    ] {
        assert!(tree.uses[user].contains(used), "{user}: {:?}", tree.uses[user]);
    }
}

#[test]
fn rooms_use_only_what_stands_below_them() {
    let tree = Tree::read();
    let rank = |module: &str| ORDER.iter().position(|known| *known == room(module));
    let mut wrong = Vec::new();
    for (user, used) in tree.each().filter(|(user, used)| room(user) != room(used)) {
        if BESIDE.contains(&room(user)) || BESIDE.contains(&room(used)) {
            let is_plain = matches!(room(used), "source" | "document" | "catalogue");
            if room(user) != "command" && !is_plain {
                wrong.push(format!("{user} uses {used}"));
            }
            continue;
        }
        match (rank(user), rank(used)) {
            (Some(above), Some(below)) if below < above => {}
            (Some(_), Some(_)) => wrong.push(format!("{user} uses {used}, which stands above it")),
            (None, _) => wrong.push(format!("{user} stands in no room that this test knows")),
            (_, None) => wrong.push(format!("{used} stands in no room that this test knows")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn some_rooms_know_no_documents() {
    let tree = Tree::read();
    for (blind, allowed) in BLIND {
        for (user, used) in tree.each().filter(|(user, _)| is_in(user, blind)) {
            let is_known = is_in(used, blind) || allowed.iter().any(|allowed| is_in(used, allowed));
            assert!(is_known, "{user} uses {used}");
        }
    }
    for (user, used) in tree.each().filter(|(user, _)| is_in(user, "serve")) {
        assert!(!is_in(used, "postmortem"), "{user} uses {used}");
    }
}

#[test]
fn files_of_a_room_use_each_other_in_one_direction() {
    let tree = Tree::read();
    // A file may use the folder it stands in: that is its room's own.
    let uses = |user: &Module| {
        let uses = tree.uses.get(user).into_iter().flatten();
        uses.filter(|used| !is_in(user, used)).cloned().collect::<BTreeSet<_>>()
    };
    let mut left: BTreeMap<Module, BTreeSet<Module>> =
        tree.uses.keys().map(|module| (module.clone(), uses(module))).collect();
    // Files that use nothing that is left stand in no circle.
    loop {
        let done: Vec<Module> = left
            .iter()
            .filter(|(_, uses)| uses.iter().all(|used| !left.contains_key(used)))
            .map(|(module, _)| module.clone())
            .collect();
        if done.is_empty() {
            break;
        }
        done.iter().for_each(|module| drop(left.remove(module)));
    }
    // Neither do files that nobody uses who is left.
    loop {
        let used: BTreeSet<Module> = left.values().flatten().cloned().collect();
        let before = left.len();
        left.retain(|module, _| used.contains(module));
        if left.len() == before {
            break;
        }
    }
    let is_named = |module: &Module| CIRCLES.iter().any(|room| is_in(module, room));
    let wrong: Vec<&Module> = left.keys().filter(|module| !is_named(module)).collect();
    assert!(wrong.is_empty(), "files in circles, and between them: {wrong:?}");
    for room in CIRCLES {
        let is_left = left.keys().any(|module| is_in(module, room));
        assert!(is_left, "{room} has no circle any more: take it off the list");
    }
}

#[test]
fn only_the_verbs_print() {
    let words = ["println!", "eprintln!", "print!(", "eprint!(", "dbg!", "stdout()", "stderr()"];
    for path in rust_files("src") {
        let name = path.strip_prefix(root().join("src")).expect("a file of the library");
        let name = name.with_extension("").to_string_lossy().replace('\\', "/");
        let is_test = name.split('/').any(|part| part == "tests");
        if is_test || PRINTING.iter().any(|room| is_in(&name, room)) {
            continue;
        }
        let text = shipped(&fs::read_to_string(&path).expect("a file"));
        for word in words {
            assert!(!text.contains(word), "{name} prints: {word}");
        }
    }
}
