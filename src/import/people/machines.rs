//! Actors that are no people: bots, services, teams. A table does not say which is which.

/// Words of which one makes a name that of no person.
const WORDS: [&str; 84] = [
    "agent",
    "airflow",
    "alert",
    "alerting",
    "alertmanager",
    "alerts",
    "ansible",
    "api",
    "app",
    "argocd",
    "automation",
    "aws",
    "azure",
    "backend",
    "bot",
    "cd",
    "ci",
    "circleci",
    "client",
    "cloudflare",
    "cloudwatch",
    "cluster",
    "consul",
    "cron",
    "customer",
    "customers",
    "database",
    "datadog",
    "db",
    "deploy",
    "deployer",
    "deployment",
    "devops",
    "engineer",
    "engineering",
    "engineers",
    "frontend",
    "gateway",
    "gcp",
    "github",
    "gitlab",
    "grafana",
    "honeycomb",
    "infra",
    "jenkins",
    "jira",
    "job",
    "kafka",
    "kubernetes",
    "manager",
    "monitor",
    "monitoring",
    "nagios",
    "network",
    "newrelic",
    "nobody",
    "oncall",
    "operations",
    "operator",
    "ops",
    "opsgenie",
    "pagerduty",
    "partner",
    "pingdom",
    "pipeline",
    "platform",
    "prometheus",
    "queue",
    "redis",
    "scheduler",
    "security",
    "sentry",
    "server",
    "service",
    "services",
    "slack",
    "sre",
    "statuspage",
    "support",
    "system",
    "team",
    "terraform",
    "user",
    "users",
];

/// Whether a name is hardly that of a person.
pub(in crate::import) fn is_machine(name: &str) -> bool {
    let name = name.trim();
    if name.contains('@') {
        return false;
    }
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `on-call`, `checkout-api`, `web01`.
    let is_known = words.any(|word| WORDS.binary_search(&word).is_ok() || word.ends_with("bot"));
    let is_host = !name.contains(' ')
        && name.chars().any(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | '/'))
        && !name.chars().any(char::is_uppercase);
    is_known || is_host || matches!(lower.as_str(), "on-call" | "on call" | "-" | "?" | "n/a")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_machines() {
        assert!(WORDS.is_sorted());
        for name in [
            "Deploy bot",
            "PagerDuty",
            "checkout-api",
            "Search team",
            "db-3",
            "on-call",
            "StatusBot",
        ] {
            assert!(is_machine(name), "{name}");
        }
        for name in
            ["Mira", "Mira Okafor", "mira@corp.example", "O'Neil", "Anne-Marie", "mo", "@ops"]
        {
            assert!(!is_machine(name), "{name}");
        }
    }
}
