//! What is taken out of texts, and what is not. The secrets are made up here, in two pieces each, so
//! that nothing that looks for secrets in code finds them.

use super::*;

/// Digits and letters in no order that means anything.
const DRAWN: &str = "q7Rz2KfP9wXb4TnV6mLs8YcD1gHj3ZaQ5uEo0iBtWx7Np4Mv";
const HEX: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn cleaned(text: &str) -> (String, Vec<Secret>) {
    let mut removed = Removed::default();
    let out = removed.cleaned(text);
    (out, removed.0.into_keys().collect())
}

/// Tokens and keys whose form tells them.
fn tokens() -> Vec<String> {
    let drawn = |length: usize| &DRAWN[..length];
    let lower = |length: usize| HEX[..length].to_owned();
    let upper = "Q7RZ2KFP9WXB4TNV6MLS8YCD";
    [
        ("gh", "p_", drawn(36)),
        ("gh", "o_", drawn(36)),
        ("gh", "s_", drawn(36)),
        ("github", "_pat_", drawn(40)),
        ("gl", "pat-", drawn(20)),
        ("gl", "rt-", drawn(20)),
        ("xo", "xb-1234567890-", drawn(24)),
        ("xo", "xp-1234567890-", drawn(24)),
        ("xa", "pp-1-A1-", drawn(30)),
        ("s", "k_live_", drawn(24)),
        ("r", "k_test_", drawn(24)),
        ("wh", "sec_", drawn(32)),
        ("AK", "IA", &upper[..16]),
        ("AS", "IA", &upper[..16]),
        ("AI", "za", drawn(35)),
        ("ya", "29.", drawn(40)),
        ("GOC", "SPX-", drawn(28)),
        ("s", "k-proj-", drawn(40)),
        ("s", "k-ant-api03-", drawn(40)),
        ("h", "f_", drawn(34)),
        ("np", "m_", drawn(36)),
        ("pyp", "i-AgEI", drawn(40)),
        ("dck", "r_pat_", drawn(27)),
        ("S", "G.", "q7Rz2KfP9wXb4TnV6mLs8Y.cD1gHj3ZaQ5uEo0iBtWx7Np4Mvq7Rz2KfP9wXb"),
        ("do", "p_v1_", HEX),
        ("shp", "at_", &HEX[..32]),
        ("dap", "i", &HEX[..32]),
        ("h", "vs.", drawn(24)),
        ("gl", "sa_", drawn(32)),
        ("NR", "AK-", &upper[..24]),
        ("ey", "JhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r"),
        ("SK", "", lower(32).as_str()),
    ]
    .iter()
    .map(|(one, two, rest)| [*one, *two, *rest].concat())
    .collect()
}

#[test]
fn tokens_are_removed_wherever_they_stand() {
    let tokens = tokens();
    assert!(tokens.len() >= 30);
    for token in &tokens {
        for text in [
            format!("use {token} for now"),
            format!("`{token}`"),
            format!("\"key\": \"{token}\","),
            format!("see ({token})."),
            token.clone(),
        ] {
            let (out, kinds) = cleaned(&text);
            assert!(!out.contains(token) && out.contains("[removed: token]"), "{text}: {out}");
            assert_eq!(kinds, [Secret::Token], "{text}");
        }
    }
}

#[test]
fn passwords_are_removed() {
    let texts = [
        "password: hunter2",
        "password=hunter2",
        "Password : hunter2",
        "pwd=hunter2",
        "passwd: hunter2",
        "passphrase: hunter2",
        "the password is hunter2",
        "DB_PASSWORD=hunter2",
        "db.password=hunter2",
        "\"password\": \"hunter2\"",
        "'password' => 'hunter2'",
        "password := hunter2",
        "password is: hunter2",
        "new password: `hunter2`",
        "*password*: hunter2",
        "PGPASSWORD=hunter2 psql",
        "MYSQL_PWD=hunter2",
        "export ADMIN_PASSWORD=\"hunter2\"",
        "password: hunter2.",
        "(password: hunter2)",
        "user: root / password: hunter2",
        "login root, password=hunter2, port 22",
        "postgres://app:hunter2@db.example/x",
        "https://root:hunter2@host.example",
        "redis://:hunter2@cache.example:6379",
        "amqp://a:hunter2@q.example/%2f",
        "mongodb+srv://u:hunter2@m.example",
        "ftp://u:hunter2@f.example/a?b=c",
        "spring.datasource.password=hunter2",
        "root password is `hunter2`!",
        "curl -u admin:hunter2 https://a.example",
        "curl --user 'admin:hunter2' a.example",
        "password was: hunter2",
        "the password was hunter2",
        "Passwort: hunter2",
        "das Passwort ist hunter2",
        "DB_PASS: hunter2",
        "pw: hunter2 / Kennwort: hunter2",
        "passphrase: correct hunter2 horse",
    ];
    assert!(texts.len() >= 30);
    for text in texts {
        let (out, kinds) = cleaned(text);
        assert!(!out.contains("hunter2"), "{text}: {out}");
        assert_eq!(kinds, [Secret::Password], "{text}: {out}");
    }
}

#[test]
fn what_is_called_a_token_or_a_key_is_removed() {
    let texts = [
        "token: s3cr3tvalue",
        "token=s3cr3tvalue",
        "API_KEY=s3cr3tvalue",
        "api-key: s3cr3tvalue",
        "apikey=s3cr3tvalue",
        "secret: s3cr3tvalue",
        "client_secret=s3cr3tvalue",
        "clientSecret: 's3cr3tvalue'",
        "access_token=s3cr3tvalue",
        "\"accessKey\": \"s3cr3tvalue\"",
        "AccountKey=s3cr3tvalue;",
        "signing_key: s3cr3tvalue",
        "VAULT_TOKEN=s3cr3tvalue vault login",
        "Authorization: Bearer s3cr3tvalue",
        "authorization: Basic s3cr3tvalue==",
        "-H 'X-Api-Key: s3cr3tvalue'",
        "curl --token s3cr3tvalue",
        "bearer s3cr3tvalue",
        "Cookie: s3cr3tvalue",
        "the token is s3cr3tvalue",
        "https://a.example/?token=s3cr3tvalue",
        "https://a.example/?x=1&key=s3cr3tvalue&y=2",
        "https://a.example/?sig=s3cr3tvalue",
        "https://a.example/#access_token=s3cr3tvalue",
        "https://a.example/?X-Amz-Signature=s3cr3tvalue",
        "https://a.example/?api_key=s3cr3tvalue",
        "https://a.example/?auth=s3cr3tvalue",
        "https://a.example/?sv=1&sig=s3cr3tvalue%3D",
        "private_key=s3cr3tvalue",
        "https://s3cr3tvalue00000@git.example/x.git",
        "webhook_secret: \"s3cr3tvalue\"",
        "SECRET_KEY_BASE=s3cr3tvalue",
        "API_KEY_PROD=s3cr3tvalue",
        "deploy_key: s3cr3tvalue",
    ];
    assert!(texts.len() >= 30);
    for text in texts {
        let (out, kinds) = cleaned(text);
        assert!(!out.contains("s3cr3tvalue"), "{text}: {out}");
        assert_eq!(kinds, [Secret::Token], "{text}: {out}");
    }
}

#[test]
fn what_looks_drawn_by_lot_is_removed() {
    let mut texts: Vec<String> = (20..=48).map(|length| DRAWN[..length].to_owned()).collect();
    texts.push(HEX.to_owned());
    texts.push(HEX[..48].to_owned());
    texts.push("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ3kPw9Lx2".to_owned());
    texts.push("c2VjcmV0LXZhbHVlLW9mLTQyIQ3K+9f/aB7xZ0pLmN8vQ==".to_owned());
    texts.push("k3j9x7q2m8v4b6n1z5c0p7w3r8t2y6u4".to_owned());
    for secret in &texts {
        let (out, _) = cleaned(&format!("it says {secret} here"));
        assert_eq!(out, "it says [removed: token] here", "{secret}");
    }
}

#[test]
fn private_keys_and_cards_are_removed() {
    for kind in ["RSA ", "EC ", "OPENSSH ", "DSA ", "ENCRYPTED ", ""] {
        let begin = format!("-----BEGIN {kind}PRIVATE KEY-----");
        let end = format!("-----END {kind}PRIVATE KEY-----");
        for (text, want) in [
            (format!("a {begin}\nMIIE\nabc=\n{end} b"), "a [removed: private key] b"),
            (format!("a {begin} MIIE abc= {end}"), "a [removed: private key]"),
            // Cut off, it is still one.
            (format!("a {begin}\nMIIE\nabc"), "a [removed: private key]"),
        ] {
            assert_eq!(cleaned(&text), (want.to_owned(), vec![Secret::PrivateKey]));
        }
    }
    for number in [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4012-8888-8888-1881",
        "5555555555554444",
        "5105 1051 0510 5100",
        "2223003122003222",
        "378282246310005",
        "3714 496353 98431",
        "6011111111111117",
        "6011 0009 9013 9424",
        "3530111333300000",
        "30569309025904",
        "38520000023237",
        "4222222222222",
    ] {
        let (out, kinds) = cleaned(&format!("card {number}, twice"));
        assert_eq!(out, "card [removed: card number], twice");
        assert_eq!(kinds, [Secret::CardNumber]);
    }
}

#[test]
fn what_people_share_while_they_look_stays() {
    let digest = format!("registry.example/app@sha256:{HEX}");
    let texts = [
        "commit 4f1c2d9e8b7a6054c3d2e1f00918273645546372",
        "reverted 4f1c2d9",
        "550e8400-e29b-41d4-a716-446655440000",
        "550E8400-E29B-41D4-A716-446655440000",
        &digest,
        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "span 00f067aa0ba902b7",
        "traceparent 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "pod checkout-7d9f8b6c5d-x2x9z",
        "ip-10-0-13-254.eu-west-1.compute.internal",
        "i-0abcd1234ef567890 and ami-0abcdef1234567890",
        "arn:aws:iam::123456789012:role/deploy-prod",
        "s3://backups/2026/03/14/orders-00017.parquet",
        "order 4111111111111112",
        "call +351 912 345 678",
        "1769853605123456789",
        "2026-03-14T22:02:10.123456Z",
        "com.example.checkout.PaymentServiceImplTest",
        "src/main/java/com/example/CheckoutController2Test.java",
        "KAFKA_AUTO_OFFSET_RESET_POLICY",
        "the password is wrong",
        "password: required",
        "token expired",
        "token: expired",
        "secret: none",
        "password=$DB_PASSWORD",
        "password: ********",
        "token=<token>",
        "API_KEY=${API_KEY}",
        "the key is that nobody looked",
        "bearer tokens are rejected",
        "basic authentication is on",
        "https://graphs.example/d/abc123/seats?from=now-1h&to=now",
        "https://a.example/x?page=2&sort=key",
        "https://git.example/a/b/-/merge_requests/1234",
        "git@git.example:team/app.git",
        "https://docs.google.com/document/d/1q7Rz2KfP9wXb4TnV6mLs8YcD1gHj3ZaQ5uEo0iBtWx7/edit",
        "password = os.environ[\"DB_PASSWORD\"]",
        "token = get_token(user)",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "feature/PAY-1234-retry-on-timeout-of-the-gateway",
        "10.0.13.7:6379",
        "v1.28.3-gke.1286000",
        "docker run -u 1000:1000 app",
        "sha256 of it: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ch_3MtwBwLkdIwHu7ix28a3tqPa",
    ];
    assert!(texts.len() >= 30);
    let wrong: Vec<_> = texts
        .iter()
        .map(|text| (*text, cleaned(text).0))
        .filter(|(text, out)| text != out)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_secret_is_counted_once() {
    let mut removed = Removed::default();
    let token = ["gh", "p_", &DRAWN[..36]].concat();
    let text = format!("use token={token}, then https://u:pw@db.example/?sig=ab%2Bcd&x=1");
    assert_eq!(
        removed.cleaned(&text),
        "use token=[removed: token], then https://[removed: password]@db.example/\
         ?sig=[removed: token]&x=1"
    );
    assert_eq!(removed.0, BTreeMap::from([(Secret::Token, 2), (Secret::Password, 1)]));
}

#[test]
fn what_sounds_like_a_secret_stays() {
    let texts = [
        "the pass rate: 98 %",
        "password reset page",
        "key: value pairs",
        "pass: 12 of 14",
        "partition_key=customer42",
        "the password was reset",
    ];
    for text in texts {
        assert_eq!(cleaned(text).0, text);
    }
}
