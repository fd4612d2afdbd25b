//! Which browser there is.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What the programs are called.
const NAMES: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
];

/// Where they are on macOS, which has them on no path.
const APPLICATIONS: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
];

/// The folders of programs on Windows, by the variables that name them, and where browsers are in
/// them.
const PROGRAMS: [&str; 3] = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
const IN_PROGRAMS: [&str; 2] =
    [r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe"];

/// The browser that the user names, or else `CHROME`; or else the first that is installed.
///
/// # Errors
/// A sentence that says what was looked for.
pub(crate) fn find(named: Option<&Path>) -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let named = named
        .map(Path::to_owned)
        .or_else(|| env::var_os("CHROME").filter(|name| !name.is_empty()).map(PathBuf::from));
    if let Some(named) = named {
        let is_bare = named.components().count() == 1;
        let found = if is_bare { on_path(named.as_os_str(), &path) } else { None };
        return match found.or_else(|| named.is_file().then(|| named.clone())) {
            Some(program) => Ok(program),
            None => Err(format!("there is no browser {}", named.display())),
        };
    }
    let on_path = NAMES.iter().filter_map(|name| on_path(OsStr::new(name), &path));
    let applications = APPLICATIONS.iter().map(PathBuf::from);
    let programs = PROGRAMS.iter().filter_map(env::var_os);
    let programs = programs
        .flat_map(|folder| IN_PROGRAMS.iter().map(move |file| PathBuf::from(&folder).join(file)));
    on_path.chain(applications).chain(programs).find(|program| program.is_file()).ok_or_else(|| {
        "this needs Chromium, Chrome or Edge, and none was found on the path or in the usual folders".into()
    })
}

/// The program of a name in the folders of `PATH`.
fn on_path(name: &OsStr, path: &OsStr) -> Option<PathBuf> {
    let file = Path::new(name).with_extension(env::consts::EXE_EXTENSION);
    env::split_paths(path).map(|folder| folder.join(&file)).find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_browser_is_the_one_or_none() {
        let missing = find(Some(Path::new("/nowhere/chromium")));
        assert_eq!(missing, Err("there is no browser /nowhere/chromium".to_owned()));
        let missing = find(Some(Path::new("no-such-browser")));
        assert_eq!(missing, Err("there is no browser no-such-browser".to_owned()));
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("mine");
        std::fs::write(&program, "").expect("a file");
        assert_eq!(find(Some(&program)), Ok(program));
    }

    #[test]
    fn the_folders_of_the_path_are_looked_through_in_order() {
        let folders =
            [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
        let paths = folders.each_ref().map(|folder| folder.path().to_owned());
        let path = env::join_paths(&paths).expect("a path");
        let name = format!("chromium{}", env::consts::EXE_SUFFIX);
        assert_eq!(on_path(OsStr::new("chromium"), &path), None);
        std::fs::write(paths[1].join(&name), "").expect("a file");
        assert_eq!(on_path(OsStr::new("chromium"), &path), Some(paths[1].join(&name)));
    }
}
