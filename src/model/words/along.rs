//! The *words* of what is taken along: files that are written, programs that get the text, links by their numbers, what was
//! read.

use crate::model::Language;

words! { AlongWords;
    /// The prompt of a file's name.
    write_to: "写成文件 ", "Write to ";
    /// The same, where there is such a file already.
    write_over: "已有这个文件，{prompt.answer} 覆盖 ", "It exists: {prompt.answer} overwrites ";
    /// The prompt of a program.
    pipe_to: "交给程序 ", "Pipe to ";
    /// Before the path of a file that was written.
    written: "已写成 ", "Written to ";
    /// After the path of something that is no plain file.
    no_plain_file: " 不是普通文件，没有写", " is no plain file: not written";
    /// A command line that a shell would not take either.
    bad_command: "引号没有配对", "a quote is not closed";
    /// Before the name of a program that got the article.
    piped: "已交给 ", "Piped to ";
    /// What brings the reader back after a program.
    press_enter: "按 Enter 回到看报", "Press Enter to go back to kanbao";
    /// What cannot be edited.
    not_editable: "这一篇不是单独的文本文件，不能编辑", "This article is in no text file of its own that could be edited";
    /// There is no editor.
    no_editor: "没有可用的编辑器：请设 VISUAL 或 EDITOR", "No editor: set VISUAL or EDITOR";
    /// While links have numbers.
    link_number: "链接号 ", "Link number ";
    /// What can be done then.
    number_help: "按数字打开，Esc 取消", "a number opens, Esc leaves";
    /// The title of an overlay.
    statistics: "读了多少", "What was read";
    /// Times.
    today: "今天", "today";
    week: "本周", "this week";
    year: "今年", "this year";
    /// Above the days.
    last_days: "近七日", "The last seven days";
    /// Above the sources.
    by_source: "今年按来源", "This year by source";
    /// All articles of which the source is not known.
    no_source: "来源不明", "source unknown";
    /// Heads of columns.
    articles: "篇", "articles";
    characters: "字", "chars";
    minutes: "分钟", "minutes";
    /// No link is on the screen.
    no_links_here: "屏幕上没有链接", "No link is on the screen";
}
