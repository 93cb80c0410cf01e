//! The data package, judged by the reference implementation where it is installed.

use std::process::Command;

use crate::support::{NOTICE, Room, TWO_ROSTERS};

#[test]
fn frictionless_finds_nothing_wrong() {
    if Command::new("frictionless").arg("--version").output().is_err() {
        eprintln!("skipped: `frictionless` is not installed");
        return;
    }
    let room = Room::new("package");
    for (name, text, flags) in
        [("a", NOTICE, &[][..]), ("two", TWO_ROSTERS, &[]), ("bom", NOTICE, &["--bom"])]
    {
        let file = format!("{name}.txt");
        room.write(&file, text);
        let args = [&["parse", &file, "-o", name][..], flags].concat();
        assert_ne!(room.run(&args).code, 2);
        let mut command = Command::new("frictionless");
        command.args(["validate", "datapackage.json", "--json"]).current_dir(room.path(name));
        let output = command.output().expect("it runs");
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{name}: {report}");
    }
}
