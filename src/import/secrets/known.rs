//! Keys and tokens whose form says what they are.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::{Found, Secret};

/// Forms whose whole match is the secret.
const FORMS: [&str; 33] = [
    // JSON Web Tokens
    r"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)*",
    // Amazon
    r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b",
    // GitHub, GitLab
    r"\bgh[oprsu]_[A-Za-z0-9]{20,}",
    r"\bgithub_pat_[A-Za-z0-9_]{20,}",
    r"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas|ffct|rtr)-[A-Za-z0-9_.-]{16,}",
    // Slack
    r"\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,}",
    r"\bxapp-[0-9]-[A-Za-z0-9-]{10,}",
    r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]+",
    // Stripe
    r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,}",
    r"\bwhsec_[A-Za-z0-9+/=]{16,}",
    // Google
    r"\bAIza[A-Za-z0-9_-]{30,}",
    r"\bya29\.[A-Za-z0-9_-]{16,}",
    r"\bGOCSPX-[A-Za-z0-9_-]{16,}",
    // Models
    r"\bsk-(?:ant-|proj-|or-|svcacct-)?[A-Za-z0-9_-]{20,}",
    r"\bhf_[A-Za-z0-9]{20,}",
    // Packages and images
    r"\bnpm_[A-Za-z0-9]{20,}",
    r"\bpypi-[A-Za-z0-9_-]{20,}",
    r"\bdckr_pat_[A-Za-z0-9_-]{16,}",
    r"\brubygems_[a-f0-9]{30,}",
    // Mail and telephones
    r"\bSG\.[A-Za-z0-9_-]{12,}\.[A-Za-z0-9_-]{12,}",
    r"\bkey-[a-f0-9]{32}\b",
    r"\b(?:SK|AC)[a-f0-9]{32}\b",
    r"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}",
    // Clouds and shops
    r"\bdo[opr]_v1_[a-f0-9]{20,}",
    r"\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{20,}",
    r"\bdapi[a-f0-9]{30,}",
    r"\bAGE-SECRET-KEY-1[A-Z0-9]{20,}",
    r"\bhv[sbr]\.[A-Za-z0-9_-]{16,}",
    r"\b[A-Za-z0-9]{10,}\.atlasv1\.[A-Za-z0-9_=-]{20,}",
    // Those who watch
    r"\bgl(?:sa|c)_[A-Za-z0-9_=+/-]{20,}",
    r"\bsntry[su]_[A-Za-z0-9_=+/-]{16,}",
    r"\bNR(?:AK|JS|II)-[A-Za-z0-9]{16,}",
    r"\b(?:lin_api_|dp\.[a-z]{2}\.|dt0c01\.|figd_|secret_)[A-Za-z0-9_.-]{16,}",
];

/// A private key, to its end or to that of the text.
const PRIVATE_KEY: &str = r"(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)";

static ALL: LazyLock<Option<RegexSet>> = LazyLock::new(|| RegexSet::new(FORMS).ok());
static EACH: LazyLock<Vec<Regex>> =
    LazyLock::new(|| FORMS.iter().filter_map(|form| Regex::new(form).ok()).collect());
static KEY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PRIVATE_KEY).ok());

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    // Most texts have none, and one walk says so.
    let hits = ALL.iter().flat_map(|all| all.matches(text).into_iter().collect::<Vec<_>>());
    for form in hits.filter_map(|at| EACH.get(at)) {
        found.extend(form.find_iter(text).map(|found| (found.range(), Secret::Token)));
    }
    if text.contains("-----BEGIN ") {
        let keys = KEY.iter().flat_map(|key| key.find_iter(text));
        found.extend(keys.map(|found| (found.range(), Secret::PrivateKey)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_understood() {
        assert_eq!(EACH.len(), FORMS.len());
        assert!(ALL.is_some() && KEY.is_some());
    }
}
