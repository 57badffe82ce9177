//! What the reader did outlives the run, whichever way that ends, and whatever becomes of the files.

use std::path::{Path, PathBuf};
use std::process::Command;

use kanbao::model::{TraceRows, count_zi};
use kanbao::state;
use rustix::process::Signal;
use tempfile::TempDir;
use vt100::MouseProtocolMode;

use crate::program::{KANBAO, kanbao, last_row, left, post, wait_for_all, wait_for_status};
use crate::session::Session;

/// A home that several runs share, with a folder of long posts in it.
struct Home {
    folder: TempDir,
    posts: usize,
}

impl Home {
    fn new(posts: usize) -> Self {
        let home = Self { folder: TempDir::new().expect("a folder"), posts };
        std::fs::create_dir(home.news()).expect("a folder");
        for at in 1..=posts {
            let body: String = (0..60).map(|n| format!("{at}之{n}，天津的会议，你好。</p><p>")).collect();
            let (title, day) = (format!("第{at}篇"), u32::try_from(posts - at + 1).unwrap_or(1).min(28));
            std::fs::write(home.news().join(format!("{at}.md")), post(&title, day, &body)).expect("a file");
        }
        home
    }

    fn news(&self) -> PathBuf {
        self.folder.path().join("news")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("kanbao/state.sqlite")
    }

    fn run(&self, args: &[&str]) -> Session {
        kanbao(args).env("XDG_STATE_HOME", self.folder.path().to_str().expect("a path")).spawn()
    }

    /// The reader in the folder, as soon as anything is to be seen.
    fn begin(&self) -> Session {
        self.run(&[self.news().to_str().expect("a path")])
    }

    /// The same, with everything listed.
    fn open(&self) -> Session {
        let session = self.begin();
        wait_for_all(&session, self.posts);
        session
    }

    /// The paths that a command lists, by their names.
    fn listed(&self, args: &[&str]) -> Vec<String> {
        let run = Command::new(KANBAO).args(args).arg(self.news()).env("XDG_STATE_HOME", self.folder.path()).output();
        let out = String::from_utf8(run.expect("the program").stdout).expect("text");
        let name =
            |line: &str| line.rsplit('/').next().unwrap_or_default().split(':').next().unwrap_or_default().to_owned();
        out.lines().map(name).collect()
    }

    fn traces(&self) -> TraceRows {
        state::traces(&self.state()).unwrap_or_default()
    }

    /// Waits until the state is as it should be.
    fn wait_for(&self, what: &str, seen: impl Fn(&TraceRows) -> bool) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while !seen(&self.traces()) {
            assert!(std::time::Instant::now() < deadline, "waited for {what}: {:?}", self.traces());
        }
    }
}

/// The rows of the text, without the scrollbar.
fn text(screen: &vt100::Screen) -> String {
    let contents = screen.contents();
    let rows = contents.lines().filter_map(|row| Some(row.split_once('│')?.1.trim_end_matches([' ', '▐'])));
    rows.collect::<Vec<_>>().join("\n")
}

fn quit(session: &Session) {
    session.send("Q");
    left(session, 0);
}

fn wait_for_place(session: &Session, text_there: &str) {
    session.wait_until(&format!("the place\n{text_there}\n"), |screen| text(screen) == text_there);
}

/// Opens the second article and reads on in it; gives what is on the screen then.
fn read_the_second(session: &Session) -> String {
    wait_for_status(session, "1/");
    session.send("j");
    session.wait_until("the second", |screen| text(screen).contains("2之1，"));
    session.send("\r7j");
    session.wait_until("further down", |screen| text(screen).contains("2之9") && !text(screen).contains("2之1，"));
    session.look(text)
}

#[test]
fn the_next_run_goes_on_where_this_one_ended() {
    let home = Home::new(4);
    let session = home.open();
    let there = read_the_second(&session);
    quit(&session);
    let session = home.open();
    wait_for_place(&session, &there);
    session.wait_for_text("›第2篇");
    // The text has the focus: it is the text that moves.
    session.send("j");
    session.wait_until("a row further", |screen| text(screen) != there);
    session.send("khgJ");
    session.wait_for_text("›第2篇");
    quit(&session);
    // Not when that is not wanted.
    let session = home.run(&["--fresh", home.news().to_str().expect("a path")]);
    session.wait_for_text("1之1，");
    wait_for_status(&session, "1/4");
    quit(&session);
    // One file alone, by another way.
    let file = home.news().join("../news/2.md");
    let session = home.run(&[file.to_str().expect("a path")]);
    session
        .wait_until("the place", |screen| screen.contents().contains("2之9") && !screen.contents().contains("2之1，"));
    session.send("G");
    wait_for_status(&session, "100%");
    quit(&session);
    assert_eq!(home.listed(&["list", "--filter", "is:read"]), ["2.md"]);
    assert_eq!(home.listed(&["list", "--filter", "is:unread", "--sort", "path"]), ["1.md", "3.md", "4.md"]);
    assert_eq!(home.listed(&["list", "--sort", "read"]), ["1.md", "3.md", "4.md", "2.md"]);
    let found = home.listed(&["search", "is:read 天津"]);
    assert!(!found.is_empty() && found.iter().all(|name| name == "2.md"), "{found:?}");
}

#[test]
fn commands_make_no_state() {
    let home = Home::new(2);
    assert_eq!(home.listed(&["list", "--filter", "is:unread"]).len(), 2);
    assert!(home.listed(&["search", "is:starred"]).is_empty());
    assert!(!home.state().exists() && !home.state().parent().expect("a folder").exists());
}

#[test]
fn after_a_kill_it_goes_on_too() {
    let home = Home::new(4);
    let session = home.open();
    let there = read_the_second(&session);
    session.send("*");
    wait_for_status(&session, "加了星标");
    home.wait_for("the star", |rows| rows.traces.values().any(|trace| trace.starred == Some(true)));
    session.signal(Signal::KILL);
    session.wait_exit();
    let session = home.open();
    wait_for_place(&session, &there);
    session.wait_for_text("*");
    quit(&session);
}

/// Kills at moments of all kinds. What was seen on the screen is kept but for the last of it, nothing in between is
/// missing, and the state is whole. `KANBAO_KILLS` says how often.
#[test]
fn kills_lose_no_more_than_the_last_action() {
    let kills = std::env::var("KANBAO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    for kill in 0..kills {
        let home = Home::new(12);
        let session = home.open();
        wait_for_status(&session, "1/12");
        // A star for each, one after the other, until one of them is the last.
        let last = kill % 10 + 1;
        for at in 1..=last {
            session.send("*j");
            // Every other time it dies before anything of the last one can be seen.
            if at < last || kill % 2 == 0 {
                wait_for_status(&session, &format!("{}/12", at + 1));
            }
        }
        let seen = if kill % 2 == 0 { last } else { last - 1 };
        session.signal(Signal::KILL);
        session.wait_exit();
        let mut starred = home.listed(&["list", "--filter", "is:starred", "--sort", "path"]);
        starred.sort_by_key(|name| name.trim_end_matches(".md").parse::<usize>().unwrap_or_default());
        let expected: Vec<String> = (1..=starred.len()).map(|at| format!("{at}.md")).collect();
        assert_eq!(starred, expected, "kill {kill}: nothing is missing in between");
        assert!(
            starred.len() + 1 >= seen && starred.len() <= last,
            "kill {kill}: {starred:?} of {seen} seen, {last} done"
        );
        let next = home.open();
        quit(&next);
    }
}

#[test]
fn two_at_once_keep_what_both_do() {
    let home = Home::new(3);
    let (one, other) = (home.open(), home.open());
    wait_for_status(&one, "1/3");
    wait_for_status(&other, "1/3");
    one.send("*");
    wait_for_status(&one, "加了星标");
    other.send("u");
    wait_for_status(&other, "标为已读");
    one.send("j");
    wait_for_status(&one, "2/3");
    one.send("*");
    wait_for_status(&one, "加了星标");
    quit(&one);
    other.send("jj");
    wait_for_status(&other, "3/3");
    other.send("u");
    wait_for_status(&other, "标为已读");
    quit(&other);
    assert_eq!(home.listed(&["list", "--filter", "is:starred", "--sort", "path"]), ["1.md", "2.md"]);
    assert_eq!(home.listed(&["list", "--filter", "is:read", "--sort", "path"]), ["1.md", "3.md"]);
}

#[test]
fn where_nothing_can_be_written_it_is_said_once_and_tried_again() {
    let home = Home::new(3);
    // A file stands where the folder would be: that stops everybody.
    let folder = home.state().parent().expect("a folder").to_owned();
    std::fs::write(&folder, "").expect("a file");
    let session = home.begin();
    wait_for_status(&session, "阅读记录存不下来");
    session.wait_for_text("第3篇");
    session.send("j*");
    wait_for_status(&session, "加了星标");
    session.send("ku");
    wait_for_status(&session, "标为已读");
    session.wait_for_text("*");
    std::fs::remove_file(&folder).expect("to remove it");
    home.wait_for("what was held in memory", |rows| rows.traces.len() == 2);
    quit(&session);
    // Where it stays so, the end says it.
    std::fs::remove_dir_all(&folder).expect("to remove it");
    std::fs::write(&folder, "").expect("a file");
    let session = home.begin();
    wait_for_status(&session, "阅读记录存不下来");
    session.send("u");
    wait_for_status(&session, "标为已读");
    session.send("Q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert!(session.text().contains("kanbao: "), "{}", session.text());
}

#[test]
fn a_damaged_state_is_set_aside() {
    let home = Home::new(3);
    let session = home.open();
    wait_for_status(&session, "1/3");
    session.send("ju");
    wait_for_status(&session, "标为已读");
    quit(&session);
    // The page by which the settings are read in their order, and no other.
    let database = rusqlite::Connection::open(home.state()).expect("the state");
    let asked = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_setting_1'";
    let page: u32 = database.query_row(asked, [], |row| row.get(0)).expect("the table");
    let page = page as usize;
    database.close().expect("to close it");
    let mut bytes = std::fs::read(home.state()).expect("the state");
    bytes[(page - 1) * 4096..page * 4096].fill(0xFF);
    std::fs::write(home.state(), bytes).expect("to spoil it");
    let session = home.begin();
    wait_for_status(&session, "阅读记录已损坏");
    session.wait_for_text("已读");
    let names = std::fs::read_dir(home.state().parent().expect("a folder")).expect("a folder").flatten();
    let names: Vec<String> = names.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names.iter().filter(|name| name.contains(".damaged-")).count(), 1, "{names:?}");
    session.send("j*");
    wait_for_status(&session, "加了星标");
    quit(&session);
    assert_eq!(home.listed(&["list", "--filter", "is:read"]), ["2.md"]);
    assert_eq!(home.listed(&["list", "--filter", "is:starred"]).len(), 1);
}

#[test]
fn an_article_is_known_wherever_its_file_is() {
    let home = Home::new(3);
    let session = home.open();
    let there = read_the_second(&session);
    session.send("*");
    wait_for_status(&session, "加了星标");
    quit(&session);
    // Moved, and under another name.
    let folder = home.news().join("deep");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::rename(home.news().join("2.md"), folder.join("other.md")).expect("to move it");
    let session = home.open();
    wait_for_place(&session, &there);
    quit(&session);
    assert_eq!(home.listed(&["list", "--filter", "is:starred"]), ["other.md"]);
    // The same text in two files is one.
    std::fs::copy(folder.join("other.md"), home.news().join("copy.md")).expect("a copy");
    assert_eq!(home.listed(&["list", "--filter", "is:starred"]).len(), 2);
    std::fs::remove_file(home.news().join("copy.md")).expect("to remove it");
    // Its text was edited.
    let path = folder.join("other.md");
    let edited = std::fs::read_to_string(&path).expect("a file").replace("2之40，", "二之四十，改过，");
    assert!(count_zi(&edited) > 0);
    std::fs::write(&path, edited).expect("to edit it");
    let session = home.open();
    wait_for_place(&session, &there);
    session.send("G");
    wait_for_status(&session, "100%");
    quit(&session);
    assert_eq!(home.listed(&["list", "--filter", "is:starred is:read"]), ["other.md"]);
    // And then moved again.
    std::fs::rename(&path, home.news().join("2.md")).expect("to move it");
    assert_eq!(home.listed(&["list", "--filter", "is:starred is:read"]), ["2.md"]);
}

#[test]
fn it_is_for_its_owner_alone() {
    use std::os::unix::fs::MetadataExt;
    let home = Home::new(1);
    let session = home.open();
    wait_for_status(&session, "1/1");
    session.send("*");
    wait_for_status(&session, "加了星标");
    home.wait_for("the star", |rows| !rows.traces.is_empty());
    let mode = |path: &Path| std::fs::metadata(path).expect("a file").mode() & 0o777;
    let folder = home.state().parent().expect("a folder").to_owned();
    assert_eq!(mode(&folder), 0o700);
    for file in std::fs::read_dir(&folder).expect("the folder").flatten() {
        assert_eq!(mode(&file.path()), 0o600, "{file:?}");
    }
    quit(&session);
}

#[test]
fn highlights_notes_and_marks_outlive_the_run_and_the_edit() {
    let home = Home::new(3);
    let notes = |args: &[&str]| {
        let run = Command::new(KANBAO).arg("notes").args(args).env("XDG_STATE_HOME", home.folder.path()).output();
        let run = run.expect("the program");
        assert!(run.status.success(), "{run:?}");
        String::from_utf8(run.stdout).expect("text")
    };
    assert_eq!(notes(&[]), "", "there is no state yet");
    let session = home.open();
    session.send("\r");
    session.wait_for_text("天津的会议");
    session.send("Vn");
    wait_for_status(&session, "Enter 记下");
    session.send("要核对\r");
    wait_for_status(&session, "批注已记下");
    session.send("\"A10jV}");
    wait_for_status(&session, "已选");
    session.send("\r");
    wait_for_status(&session, "已标亮");
    quit(&session);
    let news = home.news();
    let news = news.to_str().expect("a path");
    let json: Vec<serde_json::Value> =
        notes(&["--json", news]).lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(json.len(), 2);
    assert_eq!(json[0]["note"], "要核对");
    assert_eq!((&json[0]["quotation"], &json[0]["title"]), (&"1之0，天津的会议，你好。".into(), &"第1篇".into()));
    assert_eq!((&json[0]["place"]["block"], &json[0]["lost"]), (&0.into(), &false.into()));
    assert!(json[0]["made"].as_str().is_some_and(|made| made.starts_with("20")), "{}", json[0]);
    assert_eq!(notes(&[]).matches("要核对").count(), 1);
    assert_eq!(notes(&["--csv"]).matches(",green,").count(), 2);
    // The file is edited and has another name: the note goes with what it quotes.
    let text = std::fs::read_to_string(home.news().join("1.md")).expect("the file");
    std::fs::write(home.news().join("1.md"), text.replace("1之0，天津的", "导语。</p><p>1之0，天津市的"))
        .expect("the file");
    let session = home.open();
    session.send("B");
    session.wait_until("the notes", |screen| screen.contents().contains("要核对"));
    session.send("j\r");
    session.wait_until("its place", |screen| text_has(screen, "1之0，天津市的") && last_row(screen).contains("要核对"));
    session.send("j'A");
    session.wait_until("the mark", |screen| text_has(screen, "第1篇"));
    quit(&session);
    // Cut: it is kept, and said to be lost.
    let whole = std::fs::read_to_string(home.news().join("1.md")).expect("the file");
    std::fs::write(home.news().join("1.md"), post("第1篇", 3, "本文已删除。")).expect("the file");
    let lost = notes(&["--json", news]);
    assert!(lost.contains("\"lost\":true") && lost.contains("要核对"), "{lost}");
    std::fs::write(home.news().join("1.md"), whole).expect("the file");
    std::fs::rename(home.news().join("1.md"), home.news().join("9.md")).expect("the file");
    let moved = notes(&["--json", news]);
    assert!(moved.lines().count() == 2 && moved.contains("9.md") && moved.contains("\"block\":1"), "{moved}");
    // Moved and cut nobody knows it, and it is kept.
    std::fs::write(home.news().join("9.md"), post("第1篇", 3, "本文已删除。")).expect("the file");
    assert_eq!(notes(&["--json", news]), "");
    assert_eq!(notes(&[]).matches("要核对").count(), 1);
}

fn text_has(screen: &vt100::Screen, what: &str) -> bool {
    text(screen).contains(what)
}

#[test]
fn tags_saved_searches_and_what_the_list_shows_outlive_the_run() {
    let home = Home::new(3);
    std::fs::write(home.news().join("9.md"), post("别的一篇", 20, "上海的早晨，谁也没有说话。")).expect("a file");
    let home = Home { posts: 4, ..home };
    let session = home.open();
    // What is saved looks into the texts.
    session.send("hT天津 疫情\r");
    wait_for_status(&session, "标签：天津 疫情");
    session.send("`a");
    wait_for_status(&session, "存下的查找");
    session.send("早晨\r");
    wait_for_status(&session, "名称");
    session.send("早晨的\r");
    session.wait_until("what it finds", |screen| screen.contents().contains("1篇"));
    session.send("5");
    session.wait_until("it alone", |screen| screen.contents().contains("早晨的 1篇"));
    quit(&session);
    let session = home.begin();
    session.wait_until("it alone again", |screen| {
        screen.contents().contains("早晨的 1篇") && screen.contents().contains("上海的早晨")
    });
    quit(&session);
    assert_eq!(home.listed(&["list", "--filter", "tag:疫情"]).len(), 1);
    assert_eq!(home.listed(&["list", "--filter", "-tag:疫情"]).len(), 3);
}

#[test]
fn a_file_that_was_moved_is_gone_on_with_where_the_cache_knows_it_by_its_old_name() {
    let home = Home::new(3);
    // What is old enough is taken from the cache without a look.
    let old = std::time::SystemTime::now() - std::time::Duration::from_hours(48);
    for name in ["1.md", "2.md", "3.md"] {
        let file = std::fs::File::options().write(true).open(home.news().join(name)).expect("a file");
        file.set_times(std::fs::FileTimes::new().set_modified(old)).expect("its time");
    }
    assert_eq!(home.listed(&["list"]).len(), 3);
    let session = home.open();
    let there = read_the_second(&session);
    quit(&session);
    std::fs::rename(home.news().join("2.md"), home.news().join("other.md")).expect("to move it");
    let session = home.open();
    wait_for_place(&session, &there);
    // While it is open, too.
    session.send("G");
    session.wait_for_text("other.md");
    std::fs::rename(home.news().join("other.md"), home.news().join("third.md")).expect("to move it");
    session.wait_for_text("third.md");
    session.wait_until("nothing that is said", |screen| !screen.contents().contains("已不在"));
    wait_for_status(&session, "100%");
    quit(&session);
}

#[test]
fn the_mouse_is_left_to_the_terminal_and_taken_again() {
    let mode = |session: &Session, wanted: MouseProtocolMode| {
        session.wait_until("the mode", |screen| screen.mouse_protocol_mode() == wanted);
    };
    let home = Home::new(2);
    let session = home.begin();
    session.wait_for_text("1之0");
    mode(&session, MouseProtocolMode::ButtonMotion);
    session.send("\x1bm");
    wait_for_status(&session, "鼠标留给终端选字，M-m 收回");
    mode(&session, MouseProtocolMode::None);
    session.send(":set mouse true\r");
    mode(&session, MouseProtocolMode::ButtonMotion);
    session.send("\x1bm");
    mode(&session, MouseProtocolMode::None);
    // It stays so when the reader is opened again, until its key is pressed.
    session.send("Q");
    left(&session, 0);
    let session = home.begin();
    session.wait_for_text("1之0");
    mode(&session, MouseProtocolMode::None);
    session.send("\x1bm");
    mode(&session, MouseProtocolMode::ButtonMotion);
    session.send("Q");
    left(&session, 0);
}
