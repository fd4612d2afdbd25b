//! `docs/security.md` says which test holds which promise: every test that it names is there.

use std::fs;

use crate::support::project::repository;

#[test]
fn every_promise_has_its_test() {
    let read = |path: &str| fs::read_to_string(repository().join(path)).unwrap_or_default();
    let page = read("docs/security.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise"));
    let mut count = 0;
    for row in rows {
        let tests: Vec<&str> =
            row.split('`').skip(1).step_by(2).filter(|name| name.contains("::")).collect();
        assert!(!tests.is_empty(), "no test holds this: {row}");
        for test in tests {
            let (module, name) = test.rsplit_once("::").expect("a module and a test");
            let source = read(&format!("tests/suite/{}.rs", module.replace("::", "/")));
            assert!(
                source.contains(&format!("fn {name}(")),
                "{test} is named in docs/security.md and is not there"
            );
            count += 1;
        }
    }
    assert!(count > 30, "only {count} tests are named");
}
