//! What `whydeck serve` gives away: the deck, the files it shows, and nothing else of the disk.

use std::fs;

use crate::support::project::Project;
use crate::support::server::{Response, Server};

/// The smallest picture, and another one.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;";
const OTHER: &[u8] = b"GIF89a\x01\0\x02\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;";

/// A deck with files around it that nobody may read; each holds the word LEAK.
fn surrounded() -> Project {
    let project = Project::new()
        .file("root/whydeck.yaml", "# LEAK\n")
        .file("root/a.md", "---\ntype: slide\nkeywords: LEAK\n---\n# One\n\n![a picture](pic.gif)\n\n---\n\n# Two\n")
        .file("root/pic.gif", GIF)
        .file("root/other.gif", [OTHER, b"LEAK"].concat())
        .file("root/beside.txt", "LEAK")
        .file("root/page.md", "LEAK, and no deck\n")
        .file("root/.env", "LEAK")
        .file("root/.hidden.md", "# LEAK\n\n---\n\n# LEAK\n")
        .file("root/.git/config", "LEAK")
        .file("root/node_modules/p/deck.md", "# LEAK\n\n---\n\n# LEAK\n")
        .file("outside.gif", [OTHER, b"LEAK"].concat())
        .file("outside.md", "# LEAK\n\n---\n\n# LEAK\n")
        .file("secret.txt", "LEAK");
    #[cfg(unix)]
    for (target, link) in
        [("outside.gif", "root/link.gif"), ("outside.md", "root/link.md"), ("", "root/up")]
    {
        std::os::unix::fs::symlink(project.path(target), project.path(link)).expect("a link");
    }
    project
}

/// Ways to write a path that some decoder somewhere takes for the same.
fn spellings(path: &str) -> Vec<String> {
    let dots = |dot: &str| path.replace('.', dot);
    let slashes = |slash: &str| path.replace('/', slash);
    let each = |form: &dyn Fn(u8) -> String| path.bytes().map(form).collect::<String>();
    vec![
        path.to_owned(),
        dots("%2e"),
        dots("%252e"),
        dots("%25252E"),
        dots("%c0%ae"),
        dots("%e0%80%ae"),
        dots("%f0%80%80%ae"),
        dots("%uff0e"),
        dots("%EF%BC%8E"),
        slashes("%2f"),
        slashes("%252F"),
        slashes("%c0%af"),
        slashes("\\"),
        slashes("%5c"),
        slashes("//"),
        slashes("/./"),
        slashes("/;/"),
        dots("%2e").replace('/', "%2f"),
        each(&|byte| format!("%{byte:02x}")),
        path.replace("../", "....//"),
        path.replace("../", "..;/"),
        format!("{path}%00"),
        format!("{path}%00.gif"),
        format!("{path}%20"),
        format!("{path}."),
        format!("{path}/"),
        format!("{path}?x"),
        format!("x/../{path}"),
        format!("{path}::$DATA"),
    ]
}

fn is_clean(response: &Response) -> bool {
    matches!(response.status, 400 | 404 | 414) && !response.text().contains("LEAK")
}

#[test]
fn no_spelling_of_a_path_leads_to_a_file() {
    let project = surrounded();
    let absolute = project.path("secret.txt").display().to_string();
    let files = [
        "beside.txt",
        "a.md",
        "other.gif",
        "pic.gif",
        "link.gif",
        "up/secret.txt",
        ".env",
        ".git/config",
        ".hidden.md",
        "page.md/",
        "../secret.txt",
        "../../../../../../../../etc/passwd",
        "..",
        "../",
        ".",
        &absolute,
    ];
    for (args, bases) in [
        (["root/a.md"], &["/", "/asset/", "//", "/x/"][..]),
        (["root"], &["/", "/asset/", "/deck/a.md/", "/deck/up/"]),
    ] {
        let server = Server::start(&project, &args);
        assert_eq!(server.get("/").status, 200);
        for base in bases {
            for path in files.iter().flat_map(|file| spellings(file)) {
                let target = format!("{base}{path}");
                let response = server.get(&target);
                // Two of these are the page itself.
                let is_page = matches!(target.as_str(), "/?x" | "/");
                assert!(
                    is_page || is_clean(&response),
                    "{target}: {} {:.300}",
                    response.status,
                    response.text()
                );
            }
        }
    }
}

#[test]
fn what_is_no_path_is_refused() {
    let project = surrounded();
    let server = Server::start(&project, &["root/a.md"]);
    let long = format!("/{}", "../".repeat(2_700));
    for (target, status) in [
        ("../secret.txt", 400),
        ("secret.txt", 400),
        ("file:///etc/passwd", 400),
        ("http://127.0.0.1/", 400),
        ("*", 400),
        ("\\..\\secret.txt", 400),
        ("//evil.test/", 404),
        ("/\u{2025}/secret.txt", 400),
        ("/\u{0}", 400),
        (&long, 404),
        (&format!("/{}", "a".repeat(9_000)), 414),
        (&format!("/{}", "a".repeat(20_000)), 431),
    ] {
        let response = server.get(target);
        assert_eq!(response.status, status, "{target:.40}");
        assert!(!response.text().contains("LEAK"), "{target:.40}");
    }
    let overlong =
        server.raw(b"GET /\xc0\xae\xc0\xae/secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(overlong.starts_with(b"HTTP/1.1 400 "), "{:?}", String::from_utf8_lossy(&overlong));
}

/// The addresses of files in a page.
fn assets(page: &str) -> Vec<&str> {
    page.match_indices("/asset/")
        .map(|(at, _)| page[at..].split(['"', '&', ')', '\'']).next().expect("a part"))
        .collect()
}

#[test]
fn files_are_served_by_their_address_while_the_deck_shows_them() {
    let project = surrounded();
    let server = Server::start(&project, &["root/a.md"]);
    let page = server.get("/").text();
    let [address] = assets(&page)[..] else { panic!("one file: {:?}", assets(&page)) };
    let file = server.get(address);
    assert_eq!(
        (file.status, file.header("content-type"), &file.body[..]),
        (200, Some("image/gif"), GIF)
    );
    let bare = address.trim_end_matches(".gif");
    for wrong in [
        "/asset/",
        "/asset",
        bare,
        &format!("{address}/"),
        &format!("/{address}"),
        &format!("{address}%00"),
        &address.to_uppercase().replace("/ASSET", "/asset"),
        &address.replace("/asset/", "/asset/./"),
        &address.replace("/asset/", "/asset%2f"),
        &format!("{}0.gif", &bare[..bare.len() - 1]),
        &format!("{bare}.html"),
    ] {
        assert!(wrong == address || server.get(wrong).status == 404, "{wrong}");
    }
    // Another picture comes; the first one goes with its last mention.
    let events = server.events("/live");
    fs::write(
        project.path("root/a.md"),
        "# One\n\n![](other.gif)\n\n![](link.gif)\n\n---\n\n# Two\n",
    )
    .expect("a save");
    events.wait("deck", |data| data.contains("/asset/"));
    let page = server.get("/").text();
    let [other] = assets(&page)[..] else {
        panic!("the link leads out, so one file: {:?}", assets(&page))
    };
    assert_eq!((server.get(other).status, server.get(address).status), (200, 404));
}

#[test]
fn the_page_of_a_folder_lists_decks_only() {
    let project = surrounded();
    let server = Server::start(&project, &["root"]);
    server.process().wait_for("a.md: 2 slides");
    let index = server.get("/").text();
    assert_eq!(index.matches("data-key=").count(), 2, "the folder and its deck");
    for name in ["beside", "page.md", ".hidden.md", "link.md", "node_modules", "LEAK", "pic.gif"] {
        assert!(!index.contains(name), "{name}");
    }
    for path in [
        "/deck/",
        "/deck",
        "/asset/",
        "/deck/.hidden.md/",
        "/deck/page.md/",
        "/deck/link.md/",
        "/root/",
        "/a.md",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

/// The addresses that an index links to, with what the page writes for itself undone.
fn links(index: &str) -> Vec<String> {
    let links = index.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links
        .map(|link| link.replace("&#x3D;", "=").replace("&amp;", "&"))
        .filter(|link| link.starts_with('/'))
        .collect()
}

#[cfg(unix)]
const NASTY: [&str; 17] = [
    "a \"b\" ' & <c>.md",
    "two  spaces .md",
    "number #1.md",
    "what?.md",
    "100%.md",
    "%2e%2e%2fup.md",
    "%2e%2e.md",
    "caf\u{e9} \u{65e5}\u{672c} \u{202e}dm.md",
    "back\\slash.md",
    "x\\..\\up.md",
    "a;b=c&lead=x.md",
    "line\nbreak\r \u{1b}[2J.md",
    "{{title}}.md",
    "<!--<script>.md",
    "https:evil.test.md",
    "sub #1/in <it>/deck?.md",
    "live/place.md",
];

#[cfg(unix)]
#[test]
fn nasty_names_are_linked_served_and_escaped() {
    let project = NASTY
        .iter()
        .fold(Project::new(), |project, name| project.file(name, "# One\n\n---\n\n# Two\n"));
    let server = Server::start(&project, &["."]);
    let index = server.events("/live");
    while links(&server.get("/").text()).len() < NASTY.len() {
        index.wait("index", |_| true);
    }
    let text = server.get("/").text();
    assert!(!text.contains("<c>") && !text.contains("<it>") && !text.contains("<!--<script>"));
    let is_obeyed =
        |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.contains(is_obeyed), "what the page shows is obeyed");
    assert!(text.contains("\\u{202e}dm.md") && text.contains("line\\nbreak\\r \\u{1b}[2J.md"));
    let mut seen = Vec::new();
    for link in links(&text) {
        assert!(
            link.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>#?&\\".contains(&byte)),
            "{link}"
        );
        let page = server.get(&link);
        assert_eq!(page.status, 200, "{link}");
        let page = page.text();
        let options = page
            .split("id=\"whydeck-options\">")
            .nth(1)
            .and_then(|rest| rest.split("</script>").next());
        let options: serde_json::Value =
            serde_json::from_str(options.expect("options")).expect("JSON");
        let live = &options["whydeckLive"];
        let name = live["name"].as_str().expect("a name").to_owned();
        assert!(
            !page.contains("<c>") && !page.contains("<it>") && !page.contains("<!--<script>"),
            "{name}"
        );
        let base = live["base"].as_str().expect("a base");
        assert_eq!(base, link, "{name}");
        server.events(&format!("{base}live")).wait("deck", |data| data.contains("\"Two\""));
        let bare = server.get(link.trim_end_matches('/'));
        assert_eq!((bare.status, bare.header("location")), (308, Some(link.as_str())), "{name}");
        seen.push(name);
    }
    assert!(
        server.process().lines().iter().all(|line| !line.contains(is_obeyed)),
        "what is printed is obeyed"
    );
    seen.sort();
    let mut names = NASTY.to_vec();
    names.sort_unstable();
    assert_eq!(seen, names);
}

#[test]
fn a_redirect_stays_on_the_server() {
    let project = Project::new().file("evil.md", "# One\n\n---\n\n# Two\n");
    let server = Server::start(&project, &["."]);
    server.process().wait_for("evil.md");
    for (path, target) in [
        ("/deck/evil.md", "/deck/evil.md/"),
        ("/deck/evil.md?a=b&c=//evil.test", "/deck/evil.md/?a=b&c=//evil.test"),
        ("/deck/evil.md?%0d%0aSet-Cookie:%20a=b", "/deck/evil.md/?%0d%0aSet-Cookie:%20a=b"),
        ("/%64eck/evil.md", "/%64eck/evil.md/"),
    ] {
        let response = server.get(path);
        assert_eq!((response.status, response.header("location")), (308, Some(target)), "{path}");
        assert!(response.header("set-cookie").is_none() && response.body.is_empty());
    }
    for path in [
        "//deck/evil.md",
        "///deck/evil.md",
        "//evil.test/deck/evil.md",
        "/\\evil.test/deck/evil.md",
        "/%2fevil.test/%2e%2e/deck/evil.md",
        "/deck/evil.md//",
        "/deck//evil.md",
        "/deck/evil.md%0d%0aLocation:%20//evil.test",
    ] {
        let response = server.get(path);
        assert_eq!((response.status, response.header("location")), (404, None), "{path}");
    }
}
