//! Who may do what in a meeting, and how a device gets its rights.
//!
//! 1. The address that is printed at the start holds a key that works once. Whoever opens it is the
//!    starter: his browser gets a cookie, and no address that is shown later holds a secret.
//! 2. Another device is paired by a code that the starter asks for. It is short, so it works once
//!    and not for long, and a few wrong guesses, whoever makes them, end it.
//!
//! Nothing of this outlives the server.

use std::time::{Duration, Instant};

use subtle::ConstantTimeEq;

use crate::serve::guard;
use crate::serve::http::head::OWN_COOKIE;

/// How long a code can be used.
const CODE_TIME: Duration = Duration::from_secs(300);
/// How many wrong guesses a code survives, of all clients together.
const MOST_GUESSES: u32 = 10;
/// How many devices may be paired.
const MOST_DEVICES: usize = 32;
/// The characters of a code: none looks like another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many of them it has: 30 bits.
const CODE_LENGTH: usize = 6;

/// What a device may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rights {
    /// Everything: it started the meeting.
    Starter,
    /// It moves slides and captures.
    Paired,
}

impl Rights {
    /// As pages call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Starter => "starter",
            Self::Paired => "paired",
        }
    }
}

/// Keys, codes and cookies.
#[derive(Debug)]
pub(crate) struct Access {
    /// The name of the cookie. A browser sends cookies to every port of a host, so that the name
    /// tells servers apart.
    name: String,
    /// The key of the first address, until it is used.
    key: Option<String>,
    /// The secrets in the cookies of all devices.
    devices: Vec<(String, Rights)>,
    code: Option<Code>,
}

/// A code that pairs one device.
#[derive(Debug)]
struct Code {
    text: String,
    until: Instant,
    guesses: u32,
}

/// Why a code pairs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairingError {
    /// There is none, or it was used, or its time is over.
    NoCode,
    Wrong,
    /// It was guessed too often, and ended.
    TooManyGuesses,
    TooManyDevices,
    NoRandomness,
}

impl PairingError {
    /// What a person is told.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::NoCode => {
                "no code is open: ask for a new one on the presenter's page (it works once, for \
                 five minutes)"
            }
            Self::Wrong => "this is not the code on the presenter's page",
            Self::TooManyGuesses => {
                "too many wrong codes were tried: ask for a new one on the presenter's page"
            }
            Self::TooManyDevices => "too many devices are paired already",
            Self::NoRandomness => "the system gives no random numbers",
        }
    }
}

impl Access {
    /// # Errors
    /// When the system has no randomness.
    pub(crate) fn new(port: u16) -> Result<Self, String> {
        let key = Some(guard::token()?);
        Ok(Self { name: format!("{OWN_COOKIE}{port}"), key, devices: Vec::new(), code: None })
    }

    /// The key of the first address, until it is used.
    pub(crate) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The name of the cookie that tells the devices of viewers apart. It gives no rights.
    pub(crate) fn viewer_cookie(&self) -> String {
        format!("{}-round", self.name)
    }

    /// Takes the key, once; the cookie of the device that brought it.
    pub(crate) fn start(&mut self, given: &str) -> Option<String> {
        self.key.take_if(|key| guard::is_token(given, key))?;
        self.device(Rights::Starter).ok()
    }

    /// The rights of the device that sent these cookies.
    pub(crate) fn rights(&self, cookies: Option<&str>) -> Option<Rights> {
        let pairs = cookies?.split("; ").filter_map(|pair| pair.split_once('='));
        let mut own = pairs.filter(|(name, _)| *name == self.name).map(|(_, secret)| secret);
        own.find_map(|given| {
            let mut found = None;
            // All are compared, so that the time tells nothing.
            for (secret, rights) in &self.devices {
                if guard::is_token(given, secret) {
                    found = Some(*rights);
                }
            }
            found
        })
    }

    /// The code that is open.
    pub(crate) fn code(&self, now: Instant) -> Option<&str> {
        let is_open = |code: &&Code| now < code.until && code.guesses < MOST_GUESSES;
        self.code.as_ref().filter(is_open).map(|code| code.text.as_str())
    }

    /// Opens a new code; one that was open ends.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub(crate) fn open_code(&mut self, now: Instant) -> Result<(), PairingError> {
        let mut bytes = [0; CODE_LENGTH];
        getrandom::fill(&mut bytes).map_err(|_| PairingError::NoRandomness)?;
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        let text = bytes.iter().map(letter).collect();
        self.code = Some(Code { text, until: now + CODE_TIME, guesses: 0 });
        Ok(())
    }

    /// Uses a code, as somebody typed it; the cookie of the device.
    ///
    /// # Errors
    /// Why the code pairs nothing.
    pub(crate) fn pair(&mut self, given: &str, now: Instant) -> Result<String, PairingError> {
        let code = self.code.as_mut().filter(|code| now < code.until);
        let code = code.ok_or(PairingError::NoCode)?;
        if code.guesses >= MOST_GUESSES {
            return Err(PairingError::TooManyGuesses);
        }
        let is_right: bool = typed(given).as_bytes().ct_eq(code.text.as_bytes()).into();
        if !is_right {
            code.guesses += 1;
            return Err(PairingError::Wrong);
        }
        if self.devices.len() > MOST_DEVICES {
            return Err(PairingError::TooManyDevices);
        }
        let cookie = self.device(Rights::Paired)?;
        self.code = None;
        Ok(cookie)
    }

    /// Gives a device its cookie.
    fn device(&mut self, rights: Rights) -> Result<String, PairingError> {
        let secret = guard::token().map_err(|_| PairingError::NoRandomness)?;
        let cookie = format!("{}={secret}; HttpOnly; SameSite=Strict; Path=/", self.name);
        self.devices.push((secret, rights));
        Ok(cookie)
    }
}

/// A code as it was shown, from what somebody typed.
fn typed(given: &str) -> String {
    let plain = given.chars().filter(char::is_ascii_alphanumeric).take(CODE_LENGTH + 1);
    let letter = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        c => c,
    };
    plain.map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access() -> Access {
        Access::new(9490).expect("randomness")
    }

    /// What a browser sends of a cookie.
    fn sent(cookie: &str) -> String {
        format!("whydeck-1=x; {}", cookie.split(';').next().expect("a pair"))
    }

    #[test]
    fn the_first_address_works_once() {
        let mut access = access();
        let key = access.key().expect("a key").to_owned();
        assert!(access.start("").is_none() && access.start(&key[1..]).is_none());
        let cookie = access.start(&key).expect("a cookie");
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{cookie}");
        assert!(!cookie.contains(&key) && access.start(&key).is_none() && access.key().is_none());
        assert_eq!(access.rights(Some(&sent(&cookie))), Some(Rights::Starter));
        for other in ["", "whydeck-9490=", "whydeck-9491=0", &sent(&cookie)[..40]] {
            assert_eq!(access.rights(Some(other)), None, "{other}");
        }
        assert_eq!(access.rights(None), None);
    }

    #[test]
    fn a_code_works_once_and_not_for_long() {
        let mut access = access();
        let now = Instant::now();
        assert_eq!(access.pair("", now), Err(PairingError::NoCode));
        access.open_code(now).expect("a code");
        let code = access.code(now).expect("a code").to_owned();
        assert_eq!(code.len(), CODE_LENGTH);
        let late = now + CODE_TIME;
        assert_eq!(access.code(late), None);
        assert_eq!(access.pair(&code, late), Err(PairingError::NoCode));
        // As somebody types it on a phone.
        let by_hand = format!(" {}-{} ", &code[..3], &code[3..]).to_lowercase();
        let by_hand = by_hand.replace('0', "o").replace('1', "l");
        let cookie = access.pair(&by_hand, now).expect("a cookie");
        assert_eq!(access.rights(Some(&sent(&cookie))), Some(Rights::Paired));
        assert_eq!(access.pair(&code, now), Err(PairingError::NoCode));
    }

    #[test]
    fn guessing_ends_a_code() {
        let mut access = access();
        let now = Instant::now();
        access.open_code(now).expect("a code");
        let code = access.code(now).expect("a code").to_owned();
        for _ in 0..MOST_GUESSES {
            assert_eq!(access.pair("UUUUUU!", now), Err(PairingError::Wrong));
        }
        assert_eq!(access.pair(&code, now), Err(PairingError::TooManyGuesses));
        access.open_code(now).expect("a code");
        assert_ne!(access.code(now), Some(code.as_str()));
    }
}
