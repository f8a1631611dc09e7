//! What packs may say, and that an error names rule, key and line.

use super::*;

#[test]
fn the_shipped_pack_is_whole() {
    let pack = shipped().unwrap_or_else(|troubles| panic!("{}", troubles[0]));
    assert!(pack.agents.len() > 40 && pack.regimens.len() > 30);
}

/// Every rule's own tests give the verdicts they expect.
#[test]
fn the_shipped_rules_do_what_their_tests_say() {
    let pack = std::sync::Arc::new(shipped().unwrap_or_else(|troubles| panic!("{}", troubles[0])));
    let proved = crate::compute::rules::proof::prove(&pack);
    let wrong: Vec<String> = proved
        .iter()
        .filter(|proved| !proved.holds(&pack))
        .map(|proved| {
            let rule = &pack.rules[proved.rule];
            let test = &rule.tests[proved.test];
            format!(
                "{} {:?}: expected {:?} got {:?} {:?} {:?}",
                rule.id, test.title, test.expect, proved.verdicts, proved.severity, proved.unknown
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
