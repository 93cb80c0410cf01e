//! A folder of its own for each test, and the command run in it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A small notice in which all is well.
pub(crate) const NOTICE: &str = "\
示例部办公厅

示办〔2021〕1号

关于公布试点名单的通知

各省、自治区、直辖市：

经评审，确定了共2家试点。现将名单印发你们。

附件：试点名单

2021年9月29日

附件

试点名单

序号\t地区\t申报单位
1\t江苏省苏州市\t市人民政府
2\t四川省成都市\t市人民政府
";

/// A notice with two annexes.
pub(crate) const TWO_ROSTERS: &str = "\
示例部办公厅

示办〔2021〕2号

关于公布试点名单的通知

各省、自治区、直辖市：

现将名单印发你们。

附件：1.第一批试点名单
2.第二批试点名单

2021年9月29日

附件1

第一批试点名单

序号\t地区\t申报单位
1\t江苏省苏州市\t市人民政府
2\t江苏省无锡市\t市人民政府

附件2

第二批试点名单

序号\t项目名称\t项目编号
1\t成都站改造\tA-01
2\t北京站改造\tA-02
";

/// A folder for one test, gone when the test is over.
pub(crate) struct Room(PathBuf);

/// What a run left behind.
pub(crate) struct Done {
    /// Exit status.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Room {
    /// An empty folder of that name.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file in it.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    /// Names in one of its folders, sorted, hidden ones too.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let names = fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<String> = names
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the command.
    pub(crate) fn run(&self, args: &[&str]) -> Done {
        self.run_in(&[], args)
    }

    /// Runs the command with some variables set.
    pub(crate) fn run_in(&self, variables: &[(&str, &str)], args: &[&str]) -> Done {
        let mut command = self.command(args);
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        Done::of(command.output().expect("the command runs"))
    }

    /// Runs the command with that standard input.
    pub(crate) fn feed(&self, input: &str, args: &[&str]) -> Done {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input.as_bytes()).expect("it reads");
        drop(stdin);
        Done::of(child.wait_with_output().expect("it ends"))
    }

    /// Runs the command and stops reading after a few bytes.
    pub(crate) fn run_and_hang_up(&self, args: &[&str]) -> Done {
        let mut command = self.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command runs");
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 10]).expect("some bytes");
        drop(stdout);
        Done::of(child.wait_with_output().expect("it ends"))
    }

    /// Runs the command and ends it by force as soon as `when` says so.
    pub(crate) fn run_and_kill(&self, args: &[&str], when: impl Fn() -> bool) {
        let mut command = self.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command runs");
        while child.try_wait().expect("a state").is_none() {
            if when() {
                let _ = child.kill();
            }
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingdan"));
        command.current_dir(&self.0).args(args);
        for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM"] {
            command.env_remove(variable);
        }
        command
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A test that fails leaves its folder to be looked at.
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

impl Done {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
