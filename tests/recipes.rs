//! The recipes of `ci/` and the pre-commit hook do what docs/ci.md says, in a dataset repository
//! of their own. Skipped, and said so, where git or bash is not there.
// A test that skips says so.
#![allow(clippy::disallowed_methods, clippy::print_stderr, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NOTICE: &str = "\
关于公布试点名单的通知

经评审，确定了共3家试点。现将名单印发你们。

附件：试点名单

2021年9月29日

附件

试点名单

序号\t地区\t申报单位
1\t江苏省苏州市\t市人民政府
2\t江苏省无锡市\t市人民政府
3\t四川省成都市\t市人民政府
";

struct Repository(PathBuf);

impl Repository {
    /// A dataset repository with a committed notice and its lock, and an empty commit before.
    fn new(name: &str) -> Option<Self> {
        for tool in ["git", "bash"] {
            if Command::new(tool).arg("--version").output().is_err() {
                eprintln!("skipped: `{tool}` is not installed");
                return None;
            }
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recipes").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("notices")).unwrap();
        let repository = Self(folder);
        repository.write("notices/a.txt", NOTICE);
        let lock = repository.bash("mingdan infer notices/a.txt > notices/a.lock.toml", &[]);
        assert!(lock.status.success(), "{}", said(&lock));
        let commit = "git init -q . && git add -A && \
            git -c user.name=a -c user.email=a@b.c commit -q -m notice";
        assert!(repository.bash(commit, &[]).status.success());
        Some(repository)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    /// Runs a line as GitHub does, `mingdan` on the path.
    fn bash(&self, line: &str, variables: &[(&str, &str)]) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_mingdan")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(binary.to_owned()).chain(std::env::split_paths(&path));
        Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", line])
            .current_dir(&self.0)
            .env("PATH", std::env::join_paths(paths).unwrap())
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

fn recipe(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// What stands after `key` on each line that begins with it.
fn lines<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.trim_start().strip_prefix(key)).collect()
}

#[test]
fn the_action_checks_and_shows_what_changed() {
    let Some(repository) = Repository::new("action") else { return };
    let text = recipe("ci/action.yml");
    let steps = lines(&text, "run: ");
    assert_eq!(steps.len(), 4, "install, changes, SARIF, check");
    let action = Path::new(env!("CARGO_MANIFEST_DIR")).join("ci");
    let action = action.to_string_lossy();
    let variables = [
        ("GITHUB_ACTION_PATH", &*action),
        ("GITHUB_STEP_SUMMARY", "summary.md"),
        ("NOTICES", "notices"),
        ("BASE", "HEAD"),
        ("MINGDAN_LANG", "en"),
        ("SARIF", "out.sarif"),
        ("DENY", "warnings"),
    ];
    let run = |step: usize| repository.bash(steps[step], &variables);

    // Nothing has changed, and all is well.
    for (number, step) in steps.iter().enumerate() {
        let output = run(number);
        assert!(output.status.success(), "{step}: {}", said(&output));
    }
    assert_eq!(fs::read_to_string(repository.0.join("summary.md")).unwrap(), "");

    // Two rows are exchanged: the counts hold, the lock and the comparison see it.
    let changed = NOTICE.replace("江苏省无锡市", "江苏省南通市");
    repository.write("notices/a.txt", &changed);
    assert!(run(1).status.success());
    let summary = fs::read_to_string(repository.0.join("summary.md")).unwrap();
    assert!(summary.contains("### notices/a.txt") && summary.contains("南通"), "{summary}");
    assert!(run(2).status.success());
    let sarif = fs::read_to_string(repository.0.join("out.sarif")).unwrap();
    assert!(sarif.contains("\"ruleId\":\"MD207\""), "{sarif}");
    let check = run(3);
    assert_eq!(check.status.code(), Some(1), "{}", said(&check));
    let annotation = "::error file=notices/a.txt,line=";
    assert!(said(&check).contains(annotation), "{}", said(&check));

    // A base that is not there must not pass for one without changes.
    let lost = [&variables[..], &[("BASE", "0000000000000000000000000000000000000000")]].concat();
    assert!(!repository.bash(steps[1], &lost).status.success());
}

#[test]
fn the_gitlab_job_reports_and_fails() {
    let Some(repository) = Repository::new("gitlab") else { return };
    let text = recipe("ci/gitlab.yml");
    let script: Vec<&str> =
        lines(&text, "- ").into_iter().filter(|line| line.starts_with("mingdan")).collect();
    assert_eq!(script.len(), 3);
    let variables = [("NOTICES", "notices"), ("MINGDAN_LANG", "en")];
    let job = script.join("\n");
    assert!(repository.bash(&job, &variables).status.success());
    repository.write("notices/a.txt", &NOTICE.replace("3\t四川省成都市\t市人民政府\n", ""));
    let output = repository.bash(&job, &variables);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let quality = fs::read(repository.0.join("gl-code-quality-report.json")).unwrap();
    let quality: serde_json::Value = serde_json::from_slice(&quality).unwrap();
    assert!(quality.as_array().unwrap().iter().any(|issue| issue["check_name"] == "MD201"));
    let tests = fs::read_to_string(repository.0.join("mingdan.xml")).unwrap();
    assert!(tests.contains("<failure") && tests.trim_end().ends_with("</testsuites>"));
}

#[test]
fn the_hooks_run_on_the_files_they_are_given() {
    let Some(repository) = Repository::new("hook") else { return };
    let text = recipe(".pre-commit-hooks.yaml");
    let entries = lines(&text, "entry: ");
    assert_eq!(entries.len(), 2);
    for entry in entries {
        repository.write("notices/a.txt", NOTICE);
        let hook = format!("{entry} notices/a.txt");
        assert!(repository.bash(&hook, &[]).status.success());
        repository.write("notices/a.txt", &NOTICE.replace("2\t江苏省无锡市\t市人民政府\n", ""));
        let output = repository.bash(&hook, &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("notices/a.txt:"), "{}", said(&output));
    }
}

#[test]
fn what_was_accepted_lies_beside_the_notice() {
    let Some(repository) = Repository::new("accept") else { return };
    // The original skips a number.
    let skips = NOTICE.replace("3家", "2家").replace("2\t江苏省无锡市\t市人民政府\n", "");
    repository.write("notices/b.txt", &skips);
    let check = "mingdan check --beside --format concise notices";
    assert_eq!(repository.bash(check, &[]).status.code(), Some(1));
    let write = "mingdan check notices/b.txt --format accept >> notices/b.accept.toml || true";
    assert!(repository.bash(write, &[]).status.success());

    // Without a reason nothing is accepted, and nothing is checked.
    let output = repository.bash(check, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("b.accept.toml:6:10"), "{}", said(&output));
    let path = repository.0.join("notices/b.accept.toml");
    let entries = fs::read_to_string(&path).unwrap();
    fs::write(&path, entries.replace("reason = \"\"", "reason = \"as printed\"")).unwrap();
    let output = repository.bash(check, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("accepted MD101") && said(&output).contains("[as printed]"));

    // It survives that lines move, and is stale once the source is mended.
    repository.write("notices/b.txt", &skips.replace("试点名单\n\n序号", "试点名单\n\n\n\n序号"));
    assert_eq!(repository.bash(check, &[]).status.code(), Some(0));
    repository.write("notices/b.txt", &skips.replace("3\t四川省", "2\t四川省"));
    let output = repository.bash(check, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("b.accept.toml:4:15: error MD601"), "{}", said(&output));
}
