//! Many documents: folders in, folders out, and two tables over them all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{Done, NOTICE, Room, TWO_ROSTERS};

/// A folder of documents: good ones, one with findings, and some that cannot be read.
fn documents(room: &Room) {
    for folder in ["in/2021/深", "in/2022", "in/.hidden"] {
        fs::create_dir_all(room.path(folder)).expect("a folder");
    }
    room.write("in/2021/a.txt", NOTICE);
    room.write("in/2021/深/两个名单.txt", TWO_ROSTERS);
    room.write("in/2022/a.txt", &NOTICE.replace("2021", "2022").replace("共2家", "共3家"));
    fs::write(room.path("in/2022/picture.png"), b"\x89PNG\r\n\x1a\n\0\0").expect("a file");
    room.write("in/2022/empty.txt", "");
    room.write("in/.hidden/b.txt", NOTICE);
    room.write("in/.c.txt", NOTICE);
    for number in 10..40 {
        let text = NOTICE.replace("1号", &format!("{number}号")).replace("地区", "项目名称");
        room.write(&format!("in/{number}.txt"), &text);
    }
}

/// Every file below a folder with its bytes, the time column of `documents.csv` cut off.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn look(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                look(root, &path, found);
                continue;
            }
            let mut bytes = fs::read(&path).expect("a file");
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            if name == "documents.csv" {
                bytes = untimed(&bytes);
            }
            found.insert(name, bytes);
        }
    }
    let mut found = BTreeMap::new();
    look(root, root, &mut found);
    found
}

fn untimed(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().map(|line| line.rsplit_once(',').expect("columns").0);
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

fn table(room: &Room, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(room.path(name)).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn parse(room: &Room, output: &str, flags: &[&str]) -> Done {
    room.run(&[&["parse", "in", "-o", output, "--lang", "en"][..], flags].concat())
}

#[test]
fn a_folder_of_documents_becomes_folders_and_two_tables() {
    let room = Room::new("batch-folder");
    documents(&room);
    let done = parse(&room, "out", &[]);
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(done.out.is_empty());
    assert!(done.err.contains("in/2022/a.txt: 1 error"), "{}", done.err);
    assert!(done.err.contains("35 documents, 68 entries: 32 ok"), "{}", done.err);
    assert!(!done.err.contains('\r') && !done.err.contains('\u{1b}'), "no terminal, no bar");
    let documents = table(&room, "out/documents.csv");
    let named = |name: &str| documents.iter().find(|row| row["document"] == name).expect("a row");
    assert_eq!(documents.len(), 35, "hidden files are passed over");
    assert_eq!(documents[0]["document"], "10.txt", "sorted by path");
    let good = named("2021_a.txt");
    let fields = ["source", "status", "exit", "number", "date", "rosters", "entries", "errors"];
    let values: Vec<&str> = fields.iter().map(|field| good[*field].as_str()).collect();
    let wanted = ["in/2021/a.txt", "ok", "0", "示办〔2021〕1号", "2021-09-29", "1", "2", "0"];
    assert_eq!(values, wanted);
    assert_eq!(good["bytes"], NOTICE.len().to_string());
    assert_eq!((good["sha256"].len(), good["claims_held"].as_str()), (64, "1"));
    let bad = named("2022_a.txt");
    let values = [&bad["status"], &bad["exit"], &bad["errors"], &bad["claims_broken"]];
    assert_eq!(values, ["findings", "1", "1", "1"]);
    for (name, reason) in [("2022_empty.txt", "empty"), ("2022_picture.png", "picture")] {
        let row = named(name);
        assert_eq!((row["status"].as_str(), row["exit"].as_str()), ("unreadable", "2"));
        assert!(row["reason"].contains(reason), "{}", row["reason"]);
        assert!(!room.path("out").join(name).exists(), "no dataset, no folder");
    }
    assert!(room.path("out/2021_深_两个名单.txt/entries-2.csv").exists());
    let header = fs::read_to_string(room.path("out/documents.csv")).expect("the table");
    let header = header.lines().next().expect("a header");
    assert!(header.starts_with("document,source,sha256,") && header.ends_with(",milliseconds"));
}

#[test]
fn checking_the_folder_says_that_a_notice_has_errors() {
    let room = Room::new("batch-errors");
    documents(&room);
    parse(&room, "out", &[]);
    let done = room.run(&["check", "out", "--lang", "en"]);
    assert_eq!(done.code, 0, "the datasets are sound: {}{}", done.out, done.err);
    let said = "the notices of 1 of these 33 datasets have errors of their own (1 in all)";
    assert!(done.err.contains(said), "{}", done.err);
    let done = room.run(&["check", "out/2022_a.txt", "--lang", "zh"]);
    assert!(done.err.contains("该数据集的通知本身有错误（1 处）"), "{}", done.err);
    for args in [&["check", "out/2021_a.txt"][..], &["check", "out", "-q"]] {
        assert_eq!(room.run(args).err, "", "nothing is wrong, or nothing is to be said");
    }
}

#[test]
fn the_stacked_table_has_every_entry_once() {
    let room = Room::new("batch-stack");
    documents(&room);
    parse(&room, "out", &["--bom"]);
    let stacked = table(&room, "out/entries.csv");
    assert_eq!(stacked.len(), 68);
    let keys: Vec<_> =
        stacked.iter().map(|row| (&row["document"], &row["roster"], &row["entry"])).collect();
    let mut once = keys.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), keys.len(), "document, roster and entry tell rows apart");
    let mut read = 0;
    for row in table(&room, "out/documents.csv").iter().filter(|row| !row["entries"].is_empty()) {
        for roster in 1..=row["rosters"].parse::<usize>().expect("a number") {
            let number = if roster == 1 { String::new() } else { format!("-{roster}") };
            let own = table(&room, &format!("out/{}/entries{number}.csv", row["document"]));
            for own in own {
                for (name, value) in own {
                    assert_eq!(stacked[read][&name], value, "{} {name}", row["document"]);
                }
                assert_eq!(stacked[read]["document"], row["document"]);
                read += 1;
            }
        }
    }
    assert_eq!(read, stacked.len());
    let text = fs::read_to_string(room.path("out/entries.csv")).expect("the table");
    assert!(text.starts_with("\u{feff}document,roster,notice_number,notice_date,entry,"));
}

#[test]
fn nothing_hangs_on_how_many_work_at_once() {
    let room = Room::new("batch-jobs");
    documents(&room);
    let mut first = None;
    for jobs in ["1", "2", "8"] {
        let output = format!("out-{jobs}");
        let done = parse(&room, &output, &["--jobs", jobs, "-v"]);
        let said = done.err.replace(&output, "out");
        let checked = room.run(&["check", "in", "--jobs", jobs, "--lang", "en"]);
        assert_eq!(checked.code, 2);
        let all = (tree(&room.path(&output)), said, checked.out, checked.err);
        match &first {
            None => first = Some(all),
            Some(first) => assert!(*first == all, "{jobs} jobs differ from one"),
        }
    }
}

#[test]
fn what_is_there_and_unchanged_is_kept() {
    let room = Room::new("batch-resume");
    documents(&room);
    parse(&room, "out", &[]);
    let before = tree(&room.path("out"));
    let kept = |done: &Done| -> usize {
        let Some((before, _)) = done.err.split_once(" unchanged") else { return 0 };
        before.rsplit(' ').next().and_then(|count| count.parse().ok()).expect("a number")
    };
    let again = parse(&room, "out", &[]);
    assert_eq!((again.code, kept(&again)), (2, 33), "{}", again.err);
    assert!(again.err.contains("in/2022/a.txt: 1 error"), "said again: {}", again.err);
    assert!(before == tree(&room.path("out")), "the same bytes");
    assert_eq!(kept(&parse(&room, "out", &["--fresh"])), 0);
    // A file that is gone or altered, a source that changed, another setting: parsed again.
    fs::remove_file(room.path("out/10.txt/units.csv"))
        .or_else(|_| fs::remove_file(room.path("out/10.txt/entries.csv")))
        .expect("a file less");
    room.write("out/11.txt/entries.csv", "mine\n");
    room.write("in/12.txt", &NOTICE.replace("成都", "绵阳"));
    assert_eq!(kept(&parse(&room, "out", &[])), 30);
    assert_eq!(table(&room, "out/11.txt/entries.csv").len(), 2);
    assert_eq!(kept(&parse(&room, "out", &["--level", "MD201=note"])), 0);
    parse(&room, "out", &[]);
    room.write("in/12.txt", "");
    parse(&room, "out", &[]);
    assert!(!room.path("out/12.txt").exists(), "a source that is no longer read has no dataset");
    assert_eq!(table(&room, "out/entries.csv").len(), 66);
}

#[test]
fn files_of_others_stay_and_left_overs_go() {
    let room = Room::new("batch-others");
    documents(&room);
    parse(&room, "out", &[]);
    room.write("out/10.txt/notes.md", "mine");
    // No system counts its processes so far.
    fs::create_dir(room.path("out/.mingdan-tmp-4294967295-x")).expect("a folder");
    room.write("out/.mingdan-tmp-4294967295-x/entries.csv", "half");
    parse(&room, "out", &["--fresh"]);
    assert_eq!(fs::read_to_string(room.path("out/10.txt/notes.md")).expect("a file"), "mine");
    let hidden = |name: &String| name.starts_with('.');
    assert!(!room.list("out").iter().any(hidden), "{:?}", room.list("out"));
}

#[test]
fn what_we_wrote_is_not_read_again() {
    let room = Room::new("batch-inside");
    documents(&room);
    let first = parse(&room, "in/out", &[]);
    let second = parse(&room, "in/out", &[]);
    assert!(first.err.contains("35 documents") && second.err.contains("35 documents"));
    let third = parse(&room, "elsewhere", &[]);
    assert!(third.err.contains("35 documents"), "{}", third.err);
}

#[test]
fn a_folder_of_datasets_stays_one() {
    let room = Room::new("batch-of-one");
    room.write("a.txt", NOTICE);
    room.write("b.txt", NOTICE);
    let run = |files: &[&str]| {
        let args = [&["parse"], files, &["-o", "out", "--lang", "en"]].concat();
        assert_eq!(room.run(&args).code, 0);
        room.list("out")
    };
    run(&["a.txt", "b.txt"]);
    let names = run(&["a.txt"]);
    assert!(names.iter().any(|name| name == "a.txt"), "{names:?}");
    assert!(!room.path("out/notice.json").exists(), "{names:?}");
    assert_eq!(table(&room, "out/documents.csv").len(), 1);
}

#[test]
fn one_bad_file_never_stops_the_rest() {
    let room = Room::new("batch-bad");
    room.write("a.txt", NOTICE);
    fs::create_dir(room.path("b")).expect("a folder");
    room.write("b/A.txt", NOTICE);
    let done = room.run(&["parse", "a.txt", "missing.txt", "b/A.txt", "-o", "out", "--lang", "en"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("missing.txt: no such file"), "{}", done.err);
    let folders: Vec<String> =
        room.list("out").into_iter().filter(|name| room.path("out").join(name).is_dir()).collect();
    assert_eq!(folders.len(), 2, "{folders:?}");
    assert!(folders[0].starts_with("A.txt-") && folders[1] == "a.txt", "{folders:?}");
    assert_eq!(room.list("out/a.txt"), room.list(&format!("out/{}", folders[0])));
    let exits: Vec<String> =
        table(&room, "out/documents.csv").iter().map(|row| row["exit"].clone()).collect();
    assert_eq!(exits, ["0", "2", "0"]);
    // The worst counts, and no more.
    room.write("c.txt", &NOTICE.replace("共2家", "共3家"));
    assert_eq!(room.run(&["parse", "a.txt", "c.txt", "-o", "out"]).code, 1);
    assert_eq!(room.run(&["parse", "a.txt", "b/A.txt", "-o", "out"]).code, 0);
    assert!(room.run(&["parse", "a.txt", "b/A.txt", "-o", "out", "-q"]).err.is_empty());
}

#[test]
fn a_run_that_is_ended_leaves_whole_folders_only() {
    let room = Room::new("batch-killed");
    documents(&room);
    for number in 100..400 {
        room.write(&format!("in/{number}.txt"), &NOTICE.replace("1号", &format!("{number}号")));
    }
    let whole = |name: &String| -> bool {
        let record = fs::read(room.path("out").join(name).join(".mingdan.json")).expect("a record");
        let record: serde_json::Value = serde_json::from_slice(&record).expect("JSON");
        let files = record["files"].as_array().expect("files").iter();
        files
            .map(|file| file["name"].as_str().expect("a name"))
            .all(|file| room.path("out").join(name).join(file).exists())
    };
    let folders = || -> Vec<String> {
        let mut names = if room.path("out").exists() { room.list("out") } else { Vec::new() };
        names.retain(|name| !name.starts_with('.') && !name.ends_with(".csv"));
        names
    };
    let began = || folders().len() > 20;
    room.run_and_kill(&["parse", "in", "-o", "out", "--jobs", "2"], began);
    let left = folders();
    assert!(!left.is_empty() && left.iter().all(whole), "{left:?}");
    // The next run goes on from there, and ends where one that was never stopped does.
    parse(&room, "out", &[]);
    parse(&room, "straight", &[]);
    assert!(tree(&room.path("out")) == tree(&room.path("straight")));
}

#[test]
fn an_empty_folder_is_said() {
    let room = Room::new("batch-empty");
    fs::create_dir_all(room.path("in/deeper")).expect("a folder");
    for args in [&["parse", "in", "-o", "out"][..], &["check", "in"]] {
        let done = room.run(&[args, &["--lang", "en"]].concat());
        assert_eq!(done.code, 2);
        assert!(done.err.contains("in: no documents"), "{}", done.err);
    }
    assert!(!room.path("out").exists());
    let done = room.run(&["parse", "in", "--lang", "en"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("-o DIR"), "{}", done.err);
}

/// Two notices whose tables have other columns and levels, parsed into a folder.
fn two(name: &str) -> Room {
    let room = Room::new(name);
    let head = |what: &str| {
        format!(
            "关于公布{what}名单的通知\n\n现将名单印发你们。\n\n2021年9月29日\n\n附件\n\n{what}名单\n\n"
        )
    };
    let towns = "序号\t地区\t街区名称\n1\t北京市东城区\t前门大街\n2\t江苏省苏州市\t平江路\n";
    let firms = "序号\t单位名称\t地区\t申报单位\n一类\n1\t苏州甲厂\t江苏省苏州市\t市民政局\n二类\n1\t鼓楼乙厂\t福建省福州市鼓楼区\t区民政局\n2\t杨浦丙厂\t上海市杨浦区\t区民政局\n";
    room.write("a.txt", &(head("街区") + towns));
    room.write("b.txt", &(head("企业") + firms));
    let done = room.run(&["parse", "-q", "a.txt", "b.txt", "-o", "out"]);
    assert_eq!(done.code, 0, "{}", done.err);
    room
}

#[test]
fn what_a_batch_writes_is_sound() {
    let room = two("batch-sound");
    let header = fs::read_to_string(room.path("out/entries.csv")).expect("the table");
    let at = |name: &str| header.lines().next().and_then(|h| h.split(',').position(|h| h == name));
    assert!(at("entry") < at("group_1") && at("group_1") < at("rank"), "{header}");
    for target in ["out", "out/entries.csv"] {
        let done = room.run(&["check", target, "--format", "concise", "--deny", "notes"]);
        let faults = done.out.lines().filter(|line| !line.contains(" note ")).count();
        assert!(faults == 0 && !done.out.contains("MD3"), "{target}: {}", done.out);
    }
}

#[test]
fn list_datasets_and_stacked_table_are_held_against_each_other() {
    let room = two("batch-held");
    let check = || {
        let done = room.run(&["check", "out", "--format", "concise", "--lang", "en"]);
        (done.code, done.out)
    };
    let change = |name: &str, change: &dyn Fn(&str) -> String, said: &str| {
        let text = fs::read_to_string(room.path(name)).expect("a file");
        let changed = change(&text);
        assert_ne!(changed, text);
        fs::write(room.path(name), &changed).expect("a file");
        let (code, out) = check();
        assert!(code == 1 && out.contains(said), "{name}: {code} {out}");
        fs::write(room.path(name), text).expect("a file");
    };
    assert_eq!(check().0, 0);
    let stacked = "out/entries.csv";
    change(
        stacked,
        &|t| t.replace("平江路", "平江街"),
        "name is 平江街, the table of a.txt has 平江路",
    );
    let without = |text: &str, nth: usize| {
        let lines = text.lines().enumerate().filter(|(at, _)| *at != nth);
        lines.flat_map(|(_, line)| [line, "\n"]).collect::<String>()
    };
    change(stacked, &|t| without(t, 5), "b.txt / 1 / 3 (document / roster / entry) and what");
    change(stacked, &|t| format!("{t}{}\n", t.lines().last().expect("a row")), "in no table");
    let list = "out/documents.csv";
    change(list, &|t| without(t, 1), "a dataset of a.txt, but no row for it here");
    change(list, &|t| t.replace(",街区", ",社区").replace("公布街区", "公布社区"), "title is");
    for gone in ["out/b.txt", stacked, list] {
        let (path, kept) = (room.path(gone), room.path("kept"));
        fs::rename(&path, &kept).expect("moved");
        let (code, out) = check();
        assert!(code == 1 && out.contains("MD306"), "{gone}: {code} {out}");
        fs::rename(&kept, &path).expect("moved back");
    }
    assert_eq!(check().0, 0);
}

#[test]
fn the_second_column_of_places_is_held_where_it_stands_first() {
    // The first column of places names its parts without a key. In the table of both notices it
    // stands behind the other's second.
    let room = Room::new("batch-orders");
    fs::create_dir(room.path("in")).expect("a folder");
    room.write(
        "in/a.txt",
        "附件\n甲类园区名单\n序号\t方向\t名称\t所在地\n1\t循环利用\t丁园\t江苏省南京市\n2\t清洁生产\t戊园\t浙江省杭州市\n",
    );
    room.write(
        "in/b.txt",
        "附件\n乙类园区名单\n区域\t省份\t序号\t名称\n东北地区\t辽宁省\t1\t甲园\n东北地区\t吉林省\t2\t乙园\n\
         西南地区\t云南省\t3\t丙园\n",
    );
    assert_eq!(parse(&room, "out", &[]).code, 0);
    let check = || room.run(&["check", "out/entries.csv", "--format", "concise", "--lang", "en"]);
    assert_eq!(check().code, 0, "{}", check().out);
    let text = fs::read_to_string(room.path("out/entries.csv")).expect("the table");
    let changed = text.replacen(",division,辽宁省,210000,,", ",division,,,,", 1);
    assert_ne!(changed, text);
    fs::write(room.path("out/entries.csv"), changed).expect("a file");
    assert!(check().out.contains("MD309"), "{}", check().out);
}
