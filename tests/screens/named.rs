//! Actions and settings by their names, keys that are bound otherwise, and the configuration that is read again.

use kanbao::app::{Action, App, Command, Configured, Context, KeyTable, Message};
use kanbao::model::{ArchiveRoots, Change, Key, KeySheet, Language, Memory, SafeText, TypedKind, Words};
use kanbao::search::{Keywords, Matching};
use kanbao::text::Settings;

use crate::articles::{library, post};
use crate::kit::Stage;

/// What an archive is opened with, and what was kept of it.
fn remembering(memory: Memory) -> Stage {
    let mut stage = library();
    stage.app.await_memory(ArchiveRoots::Paths(Vec::new()), false);
    stage.send(Message::Memory(Box::new(memory)));
    stage.settle();
    stage
}

fn names(stage: &Stage) -> Vec<String> {
    let prompt = stage.app.prompt().expect("a prompt");
    prompt.actions.rows().iter().map(|row| row.text.clone()).collect()
}

fn settings(stage: &Stage) -> Vec<String> {
    let kept = stage.kept.iter().filter_map(|change| match change {
        Change::Set(setting) => Some(format!("{}={}", setting.name, setting.value)),
        _ => None,
    });
    kept.collect()
}

#[test]
fn every_action_is_done_by_its_name_as_by_its_key() {
    let text =
        "<h2>上午</h2><p>会议开到深夜。</p><h2>下午</h2><p>第二段说的是海河，见<a href=\"b.md\">下一篇</a>。</p>";
    let files = ["a.md", "b.md"].map(|name| (name, post(name, "2022-01-14 08:00:00", "某报", text)));
    let stage = || Stage::new(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let starts = [
        (Context::Reader, "l"),
        (Context::List, ""),
        (Context::Selection, "lV"),
        (Context::Results, "s会议<Enter>"),
        (Context::Notes, "lV<Enter>A"),
    ];
    for (context, start) in starts {
        // What all contexts have is tried in one of them.
        let is_own =
            |own: &Context| *own == context || context == Context::Reader && context.outwards().any(|c| c == *own);
        let groups = KeyTable::get().groups().iter().filter(|group| is_own(&group.context));
        for binding in groups.flat_map(|group| group.bindings()).filter(|binding| binding.action != "action") {
            let Some(key) = KeyTable::get().key_for(context, &binding.action) else { continue };
            let is_named = key.chars().count() > 1 || key == "<";
            let key = if is_named { format!("<{}>", key.replace('<', "lt")) } else { key.to_owned() };
            let looks =
                |stage: Stage| (stage.picture(), format!("{:?}", stage.commands), stage.app.overlay().is_some());
            // Pasted: what fits is looked up once, and not for each letter.
            let mut named = stage().after(start).after(":");
            named.paste(&binding.action);
            named.keys("<Enter>");
            assert_eq!(looks(named), looks(stage().after(start).after(&key)), "{} {key}", binding.action);
        }
    }
}

#[test]
fn a_name_is_completed_and_found_by_what_it_does_and_how_that_sounds() {
    let stage = library().after("l:next");
    assert_eq!(names(&stage)[..3], ["next-article", "next-cut", "next-heading"]);
    for (typed, first) in [
        ("nh", "next-heading"),
        ("下一篇", "next-article"),
        ("xyp", "next-article"),
        ("xiayipian", "next-article"),
        ("next article", "next-article"),
        ("list of the keywords", "keywords"),
    ] {
        assert_eq!(names(&library().after("l:").after(typed))[0], first, "{typed}");
    }
    // Tab and its like walk, and what is typed then is completed anew.
    let text = |keys: &str| library().after("l:next").after(keys).app.prompt().map(|prompt| prompt.text().to_owned());
    assert_eq!(text("<Tab>").as_deref(), Some("next-article"));
    assert_eq!(text("<Tab><Tab>").as_deref(), Some("next-cut"));
    assert_eq!(text("<Down><Down><Up>").as_deref(), Some("next-article"));
    assert_eq!(text("<S-Tab><Tab>").as_deref(), Some("next-article"));
    // Enter does what is selected, without its whole name.
    assert_eq!(
        library().after("l:nexta<Enter>").app.reader().shown().id(),
        library().after("lJ").app.reader().shown().id()
    );
}

#[test]
fn counts_stand_before_a_name() {
    let long = |keys: &str| Stage::samples().after(keys).picture();
    assert_eq!(long(":30 end<Enter>"), long("30G"));
    assert_eq!(long("30:end<Enter>"), long("30G"));
    assert_eq!(long(":30<Enter>"), long("30G"));
    assert_eq!(long(":5line-down<Enter>"), long("5j"));
    assert_ne!(long("30G"), long("G"));
}

#[test]
fn what_means_nothing_here_comes_last_and_says_so() {
    let stage = library().after(":group");
    let rows = stage.app.prompt().expect("a prompt").actions.rows();
    let first_elsewhere = rows.iter().position(|row| !row.applies).expect("one of another context");
    assert!(rows[first_elsewhere..].iter().all(|row| !row.applies) && first_elsewhere > 0, "{rows:?}");
    let stage = library().after(":extend-word<Enter>");
    assert!(stage.status().contains("extend-word 在这里不能用，它属于 selection"), "{}", stage.status());
    let stage = library().after(":nonsensical<Enter>");
    assert!(stage.status().contains("没有这个动作：nonsensical"), "{}", stage.status());
    // Nothing is done for nothing, and what is given up leaves no trace.
    for keys in [":<Enter>", ":<Esc>", ":<BS>", ":next<Esc>"] {
        assert_eq!(library().after("jk").after(keys).picture(), library().after("jk").picture(), "{keys}");
    }
}

#[test]
fn what_was_done_is_at_hand_again_in_the_next_run_too() {
    let stage = remembering(Memory::default()).after(":next-article<Enter>:3 line-down<Enter>:toggle-gap<Enter>");
    let typed: Vec<(TypedKind, SafeText)> = stage
        .kept
        .iter()
        .rev()
        .filter_map(|change| match change {
            Change::Typed(kind, text) => Some((*kind, text.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(
        typed.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
        ["toggle-gap", "3 line-down", "next-article"]
    );
    let next = remembering(Memory { typed, ..Memory::default() }).after(":");
    assert_eq!(names(&next)[..3], ["toggle-gap", "3 line-down", "next-article"]);
    let next = next.after("<C-p><C-p>");
    assert_eq!(next.app.prompt().map(|prompt| prompt.text()), Some("3 line-down"));
}

#[test]
fn settings_are_changed_by_their_names() {
    let mut stage = remembering(Memory::default()).after(":set mea");
    assert_eq!(names(&stage), ["set measure "]);
    stage.keys("<Tab><Tab>");
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text()), Some("set measure 32"));
    stage.keys("<BS><BS>40<Enter>");
    assert_eq!((stage.app.settings.measure, settings(&stage)), (80, vec!["measure=40".to_owned()]));
    stage.keys(":set measure 900<Enter>");
    assert!(stage.status().contains("measure：900") && stage.app.settings.measure == 80, "{}", stage.status());
    stage.keys(":set mesure 30<Enter>");
    assert!(stage.status().contains("没有 mesure"), "{}", stage.status());
    stage.keys(":set measure<Enter>");
    assert!(stage.status().contains("measure = 40"), "{}", stage.status());
    assert_eq!(
        names(&stage.after(":set readings ")),
        ["after", "above", "hidden"].map(|value| format!("set readings {value}"))
    );
}

#[test]
fn the_width_of_the_list_and_how_texts_are_compared_are_kept() {
    let mut stage = remembering(Memory::default()).at(120, 20).after("))(");
    let wide = stage.app.list_width.expect("a width");
    assert_eq!(settings(&stage).last(), Some(&format!("list-width={wide}")));
    assert!(stage.picture().contains(&format!("列表宽度 {wide}")));
    stage.keys("((((((((((((");
    assert_eq!(stage.app.list_width, Some(24));
    stage.keys("))))))))))))))))))))))))))))))))))");
    assert!(stage.areas().text.width >= 40, "there is room for the text");
    stage.keys(":set list-width auto<Enter>");
    assert_eq!(
        stage.picture(),
        remembering(Memory::default()).at(120, 20).after(":set list-width auto<Enter>").picture()
    );
    // A mode that a prompt was answered in stays; one that was given up does not.
    stage.keys("l/会议<C-x><Esc>");
    assert!(!settings(&stage).iter().any(|said| said.starts_with("search.")));
    stage.keys("/会议<C-x><C-r><Enter>");
    assert!(settings(&stage).ends_with(&["search.exact=true".to_owned(), "search.pinyin=false".to_owned()]));
}

/// A sheet with some keys changed.
fn sheet(changes: &[(Context, &str, &str)]) -> KeySheet {
    let mut sheet = KeySheet::standard();
    for (context, key, action) in changes {
        sheet.set(*context, Key::named(key).expect("a key"), action);
    }
    sheet
}

#[test]
fn texts_name_the_keys_that_are_bound() {
    let with = |changes: &[(Context, &str, &str)], keys: &str| {
        let mut stage = library();
        stage.app.set_keys(sheet(changes));
        stage.settle();
        stage.after(keys).picture()
    };
    let other = [(Context::Common, "?", "none")];
    assert!(with(&[], "").contains("? 按键"));
    assert!(with(&other, "").contains("F1 按键"), "another of its keys");
    let none = [(Context::Common, "?", "none"), (Context::Common, "F1", "none")];
    assert!(with(&none, "").contains(":help 按键"), "or its name");
    let undo = [(Context::Panes, "Z", "none"), (Context::Panes, "C-e", "undo")];
    assert!(with(&undo, "u").contains("C-e 撤销"));
    let undo_saved = [(Context::Saved, "Z", "none"), (Context::Saved, "C-e", "undo-saved")];
    assert!(with(&undo_saved, "`a天津<Enter><Enter>").contains("C-e 撤销"));
    let back = [(Context::Common, "q", "none"), (Context::Common, "X", "back")];
    assert!(with(&back, "?").contains("j k 滚动  Space 翻页  / 筛选  X 关闭"));
    let results = [(Context::Results, "o", "none"), (Context::Results, "r", "toggle-order")];
    assert!(with(&results, "s会议<Enter>").contains("r 换排列"));
    let find = [(Context::Reader, "/", "none"), (Context::Reader, "C-s", "find")];
    assert!(with(&find, "ln").contains("按 C-s 开始"));
    let note = [(Context::Note, "M-Enter", "none"), (Context::Note, "C-j", "none"), (Context::Note, "C-t", "new-line")];
    assert!(with(&note, "lVn").contains("C-t 换行"));
    let answer = [(Context::Prompt, "Enter", "none"), (Context::Prompt, "C-s", "answer")];
    let mut stage = library();
    stage.app.set_keys(sheet(&answer));
    stage.send(Message::FileStands("a.md".into()));
    stage.settle();
    assert!(stage.status().starts_with("已有这个文件，C-s 覆盖"), "{}", stage.status());
    let select = [(Context::Panes, "V", "none"), (Context::Panes, "C-v", "select")];
    assert!(with(&select, "B").contains("按 C-v 选中"));
}

#[test]
fn where_text_is_typed_every_key_can_be_bound_otherwise() {
    let mut stage = library();
    let changes = [
        (Context::Prompt, "C-x", "delete-back"),
        (Context::Prompt, "Left", "none"),
        (Context::Prompt, "C-s", "answer"),
        (Context::Prompt, "Esc", "line-start"),
        (Context::Actions, "C-f", "next-completion"),
    ];
    stage.app.set_keys(sheet(&changes));
    stage.keys("l/会议厅<Left><C-x><Esc>大");
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text()), Some("大会议"));
    stage.keys("<C-s>:next<C-f>");
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text()), Some("next-article"));
    stage.keys("<C-c>");
    assert!(stage.app.prompt().is_none());
    // Whatever was taken away, there is a way out.
    let none = ["Esc", "C-c", "C-g", "Enter", "Backspace"].map(|key| (Context::Prompt, key, "none"));
    stage.app.set_keys(sheet(&none));
    stage.keys("/会议<Enter>");
    assert!(stage.app.prompt().is_none() && stage.app.reader().query().is_some());
    stage.keys("/天津<Esc>");
    assert!(stage.app.prompt().is_none());
}

fn configured() -> Configured {
    Configured {
        words: Words::of(Language::Chinese),
        settings: Settings::default(),
        list_width: None,
        list_months: true,
        mouse: true,
        matching: Matching::default(),
        keywords: Keywords::default(),
        keys: None,
    }
}

#[test]
fn a_configuration_that_is_read_again_changes_what_it_says_otherwise() {
    let mut stage = remembering(Memory::default());
    // Two settings that keys changed: one of them the new file says something of.
    stage.keys("=<lt>");
    let measure = stage.app.settings.measure;
    let mut now = configured();
    now.settings.measure = 48;
    now.matching.exact = true;
    now.keywords.add("会议");
    now.keys = Some(sheet(&[(Context::Common, "C-e", "page-down")]));
    assert_ne!(measure, 48);
    stage.app.reconfigure(&configured(), now.clone());
    stage.settle();
    assert_eq!((stage.app.settings.measure, stage.app.settings.line_gap, stage.app.matching.exact), (48, true, true));
    assert_eq!(stage.app.keywords().len(), 1);
    assert_eq!(stage.app.keys().key_for(Context::Reader, "page-down"), Some("Space"));
    assert!(stage.app.keys().keys_for(Context::Reader, "page-down").any(|key| key == "C-e"));
    // What a key changes from now on is kept beside what the file says now.
    stage.keys(">");
    let kept = stage.kept.iter().rev().find_map(|change| match change {
        Change::Set(setting) => Some(setting.configured.to_string()),
        _ => None,
    });
    assert_eq!(kept.as_deref(), Some("24"));
    // A word of one's own stays, one that is given no longer goes.
    stage.keys("m天津<Enter>");
    stage.app.reconfigure(&now, configured());
    assert_eq!(stage.app.keywords().iter().map(|word| word.pattern()).collect::<Vec<_>>(), ["天津"]);
    assert!(!stage.app.keys().keys_for(Context::Reader, "page-down").any(|key| key == "C-e"));
    stage.keys("<F5>");
    assert!(matches!(stage.commands.last(), Some(Command::ReloadConfig)));
    assert!(Action::named("reload-config").is_some() && App::configured(&configured()).list().is_empty());
}

#[test]
fn a_picture_of_names() {
    let album = |columns, rows, keys: &str| library().at(columns, rows).after(keys).picture();
    insta::assert_snapshot!(
        [album(100, 20, ":"), album(80, 14, "l:wz<Tab>"), album(40, 12, ":next<Tab><Tab>"), album(40, 12, ":set ")]
            .join("\n\n")
    );
}
