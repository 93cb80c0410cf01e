//! `mingdan place`: how an answer came about, and a partner that asks line by line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::support::Room;

fn explained(room: &Room, text: &str) -> Value {
    let done = room.run(&["place", "--explain", text]);
    assert_eq!(done.code, 0, "{}", done.err);
    serde_json::from_str(&done.out).expect("JSON")
}

#[test]
fn what_is_explained_is_the_way_that_gave_the_answer() {
    let room = Room::new("place-explain");
    for (text, by, verdict) in [
        ("浙江大学", "listed", "one"),
        ("苏州市、无锡市", "list", "several"),
        ("江苏省苏州市", "readings", "one"),
        ("鼓楼区", "readings", "several"),
        ("江苏省苏州市人民政府", "organisation", "one"),
        ("新疆生产建设兵团第八师", "corps", "one"),
        ("四川省杭州市", "contradiction", "none"),
        ("火星省", "", "none"),
    ] {
        let answer = explained(&room, text);
        let told = (&answer["explain"]["by"], &answer["explain"]["verdict"]);
        assert_eq!(told, (&by.into(), &verdict.into()), "{text}: {answer}");
        let several = answer["candidates"].as_array().is_some_and(|all| !all.is_empty());
        assert_eq!(verdict == "several", several, "{text}: {answer}");
        if by == "readings" {
            assert!(answer["explain"]["readings"][0]["reading"].is_string(), "{text}: {answer}");
        }
    }
}

#[test]
fn what_cannot_be_in_a_table_is_refused() {
    let room = Room::new("place-explain-csv");
    let done = room.run(&["place", "--explain", "--format", "csv", "江苏省苏州市"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("--format jsonl"), "{}", done.err);
}

#[test]
fn each_line_is_answered_before_the_next_is_waited_for() {
    for format in ["jsonl", "csv"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mingdan"))
            .args(["place", "-", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (answers, given) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            for line in stdout.lines() {
                answers.send(line.expect("UTF-8")).expect("somebody waits");
            }
        });
        let next = || given.recv_timeout(Duration::from_mins(1)).expect("an answer");
        if format == "csv" {
            stdin.write_all("江苏省苏州市\n".as_bytes()).expect("it reads");
            assert!(next().starts_with("text,"));
            assert!(next().contains("320500"));
        }
        for (text, code) in [("江苏省无锡市", "320200"), ("江苏省南通市", "320600")] {
            stdin.write_all(format!("{text}\n").as_bytes()).expect("it reads");
            let answer = next();
            assert!(answer.contains(text) && answer.contains(code), "{answer}");
        }
        drop(stdin);
        reader.join().expect("no panic");
        assert!(child.wait().expect("it ends").success());
    }
}
