//! The *words* of the interface, in Chinese and in English; the catalogue has them in traditional characters. The article's own words never come from here.
//!
//! Every one is of unambiguous width (W10): no “”, no …, no ·; a test looks at them all.

use super::language::Language;

macro_rules! words {
    // One line says what the words below it are for.
    ($table:ident; $(#[$doc:meta] $($name:ident: $chinese:literal, $english:literal;)+)*) => {
        /// Words and sentences of the interface.
        #[derive(Debug)]
        pub struct $table {
            /// Which language this is.
            pub language: Language,
            $($(#[$doc] pub $name: &'static str,)+)*
        }

        static CHINESE: $table = $table { language: Language::Chinese, $($($name: $chinese,)+)* };
        static TRADITIONAL: std::sync::LazyLock<$table> = std::sync::LazyLock::new(|| $table {
            language: Language::Traditional,
            $($($name: $crate::model::traditional::in_traditional($chinese),)+)*
        });
        static ENGLISH: $table = $table { language: Language::English, $($($name: $english,)+)* };

        impl $table {
            /// The words of a language.
            pub fn of(language: Language) -> &'static Self {
                match language {
                    Language::Chinese => &CHINESE,
                    Language::Traditional => &TRADITIONAL,
                    Language::English => &ENGLISH,
                }
            }

            /// All of them, for the test of their widths.
            pub fn all(&self) -> Vec<&'static str> {
                vec![$($(self.$name),+),*]
            }
        }
    };
}

mod aids;
mod along;
mod asking;
mod chinese;
mod config;
mod finding;
mod hints;
mod listing;
mod mouse;
mod notes;
mod pages;
mod pictures;
mod prompts;
mod sentences;
mod terminal;

pub use aids::AidWords;
pub use along::AlongWords;
pub use asking::AskingWords;
pub use chinese::ChineseWords;
pub use config::ConfigWords;
pub use finding::FindingWords;
pub use hints::HintWords;
pub use listing::ListingWords;
pub use mouse::MouseWords;
pub use notes::NoteWords;
pub use pages::PageWords;
pub use pictures::PictureWords;
pub use prompts::PromptWords;
pub use sentences::{SentenceWords, fill};
pub use terminal::TerminalWords;

words! { Words;
    /// The program's name.
    name: "看报", "kanbao";
    /// Reading time: before and after the minutes.
    minutes: "分钟", " min";
    /// Reading time of a book.
    hours: "小时", " h";
    /// Before the editor's name.
    editor: "编辑 ", "ed. ";
    /// Before the author's name, among the credits.
    author: "作者：", "Author: ";
    /// Among the credits.
    original_title: "原标题：", "Original title: ";
    categories: "分类：", "Categories: ";
    source: "来源：", "Source: ";
    link: "网址：", "Link: ";
    file: "文件：", "File: ";
    /// Label of a pointer to another article.
    related: "〔相关〕", "[related] ";
    /// When nothing was cut.
    nothing_cut: "这一篇没有剪去什么", "Nothing was cut from this article";
    /// An article that cannot be read.
    unreadable: "这个文件读不成文章", "This file could not be read as an article";
    /// What to do about it.
    unreadable_hint: "按 {next-article} 看下一篇，按 {back} 返回。文件没有被改动。",
        "Press {next-article} for the next article, {back} to go back. The file was not touched.";
    /// An archive without an article.
    nothing_here: "这里没有文章", "No articles here";
    /// What to do about it.
    nothing_here_hint: "给出文件或文件夹：kanbao ~/news。不带路径时打开自带的样章。按 {back} 退出。",
        "Name files or folders: kanbao ~/news. Without a path the samples open. Press {back} to quit.";
    /// Nothing matches the filter.
    no_title: "没有文章符合", "No article matches";
    /// What to do about it.
    no_title_hint: "按 {clear} 清除筛选。", "Press {clear} to clear the filter.";
    /// While the first article is read.
    loading: "正在读取", "Reading";
    /// No article is open.
    nothing_open: "按 {open} 打开选中的文章", "Press {open} to open the selected article";
    /// The prompt of a search.
    search: "查找 ", "Find ";
    /// The prompt of the list's filter.
    filter: "筛选 ", "Filter ";
    /// The prompt of a search in all articles.
    search_archive: "在所有文章里查找 ", "Find in all articles ";
    /// The prompt of a keyword's name.
    keyword_name: "名称 ", "Name ";
    /// The order of results.
    by_relevance: "按相关排列", "by relevance";
    by_date: "按日期排列", "by date";
    /// Results: after the number of articles that answer.
    articles: "篇", " articles";
    /// After the number 1 of articles.
    article: "篇", " article";
    /// Results: after the number of hits.
    hits: "处", " hits";
    /// After the number 1 of hits.
    hit: "处", " hit";
    /// Results: before the number of articles looked through.
    searched: "已查", "searched";
    /// No article answers.
    no_results: "没有文章含有", "No article has";
    /// What to do when nothing was found.
    no_results_hint: "换个词再找：按 {edit-query} 改查，按 {back} 返回。", "Try another word: {edit-query} edits it, {back} goes back.";
    /// The title of an overlay.
    matches: "匹配", "Matches";
    keywords: "关键词", "Keywords";
    terms: "主题词", "Key words";
    arrangement: "排列与分组", "Order and groups";
    /// What can be done there.
    arrangement_hint: "按字母选，再选则倒过来  {back} 关闭", "a letter chooses, again turns it round  {back} closes";
    /// The title of an overlay.
    outline: "目录", "Contents";
    /// What can be done in the outline.
    outline_hint: "{go-to-heading} 到那里  {filter-rows} 筛选  {back} 关闭", "{go-to-heading} goes there  {filter-rows} filters  {back} closes";
    /// An article without headings.
    no_headings: "这一篇没有小标题", "This article has no headings";
    /// Before the heading that the screen is under.
    under: "目 ", "# ";
    /// The title of an overlay.
    links: "链接", "Links";
    /// What can be done among the links.
    links_hint: "{follow-link} 打开  {go-to-link} 到原处  {copy-address} 复制网址  {filter-rows} 筛选  {back} 关闭",
        "{follow-link} opens  {go-to-link} goes there  {copy-address} copies  {filter-rows} filters  {back} closes";
    /// An article without links.
    no_links: "这一篇没有链接", "This article has no links";
    /// A link that cannot be followed; before its address.
    leads_nowhere: "找不到它指的地方：", "This leads nowhere that is known: ";
    /// An article without an address.
    no_address: "这一篇没有网址", "This article has no address";
    /// The title of an overlay.
    copying: "复制", "Copy";
    /// What can be done there.
    copying_hint: "按字母复制  {back} 关闭", "a letter copies  {back} closes";
    /// A choice.
    copy_selection: "选中的文字", "the selection";
    copy_paragraph: "这一段", "the paragraph";
    copy_text: "全文", "the article as text";
    copy_markdown: "全文，Markdown", "the article as Markdown";
    copy_citation: "引文", "a citation";
    copy_link: "网址", "the address";
    /// Nothing is selected that could be copied.
    nothing_selected: "没有选中文字：按 {panes.select}，或用鼠标拖选", "Nothing is selected: press {panes.select} or drag the mouse over it";
    /// Before what was copied.
    copied: "已复制", "Copied ";
    /// There is no program to open an address with.
    no_browser: "没有能打开网址的程序：在 config.toml 里写 [programs] browser", "No program to open addresses: name one in config.toml, [programs] browser";
    /// Before the address that was handed to a browser.
    browsing: "已交给浏览器：", "Handed to the browser: ";
    /// There is no place to go back to.
    no_way_back: "没有可回去的地方", "Nowhere to go back to";
    /// There is no place to go on to.
    no_way_on: "没有可再去的地方", "Nowhere to go on to";
    /// A heading of the help.
    group_along: "带走", "To take along";
    /// What holds.
    holds: "现在", "now";
    /// What was asked for needs groups, and there are none.
    not_grouped: "列表没有分组，按 {list.arrange} 分组", "The list has no groups: press {list.arrange}";
    /// What can be done in an overlay with a selection.
    choice_hint: "{go-to-match} 到那里  {back} 关闭", "{go-to-match} goes there  {back} closes";
    /// What can be done among the keywords.
    keywords_hint: "{walk-to-keyword} 去看  {switch-keyword} 开关  {next-colour} 换色  {rename-keyword} 改名  {remove-keyword} 去掉  {add-keyword} 添加  {back} 关闭",
        "{walk-to-keyword} there  {switch-keyword} on/off  {next-colour} colour  {rename-keyword} name  {remove-keyword} remove  {add-keyword} add  {back} close";
    /// What can be done among the key terms.
    terms_hint: "{find-term} 查找  {light-term} 加亮  {back} 关闭", "{find-term} finds  {light-term} lights up  {back} closes";
    /// There are no keywords.
    no_keywords: "还没有关键词，按 {keywords.add-keyword} 添加", "No keywords yet: press {keywords.add-keyword} to add one";
    /// Before a count: in this article.
    here: "本篇", "here";
    /// Before a count: in all articles.
    everywhere: "全部", "in all";
    /// A keyword that is switched off.
    off: "已关", "off";
    /// Exact matching is on.
    exact: "逐字", "exact";
    /// Pinyin is off.
    no_readings: "不用拼音", "no pinyin";
    /// The configuration: before a name that is none.
    unknown_name: "没有 ", "there is no ";
    /// The configuration: after it, before the names there are.
    known_names: "；可写的是 ", "; there are ";
    /// While an answer is awaited.
    looking: "正在查找", "looking";
    /// The prompt of keywords.
    keyword: "加亮关键词（再输一次则去掉） ", "Keyword to light up (again to remove) ";
    /// There is no result that could be opened.
    no_result: "没有可打开的结果", "There is no result to open";
    /// There is no entry that could be opened.
    nothing_listed: "没有可打开的文章", "There is no article to open";
    /// An article has no words that set it apart.
    no_terms: "这一篇没有主题词", "This article has no key words";
    /// What was asked for needs the text, which is not shown.
    not_on_screen: "正文不在屏幕上，按 {panes.open} 打开", "The text is not on the screen: press {panes.open}";
    /// No hit.
    not_found: "没有找到", "Not found";
    /// The search went over the end.
    wrapped_down: "已到文末，从头找起", "Past the end: from the top again";
    /// The search went over the start.
    wrapped_up: "已到文首，从末尾找起", "Past the top: from the end again";
    /// n or N without a search.
    no_search: "还没有查找过，按 {reader.find} 开始", "No search yet: press {reader.find}";
    /// A keyword was added.
    keyword_added: "已加亮", "Lit up";
    /// A keyword was removed.
    keyword_removed: "不再加亮", "No longer lit up";
    /// A keyword was removed that will be there again.
    keyword_given: "配置或命令行里有它，下次还会加亮", "It is in the config or on the command line: lit again the next time";
    /// A key term that is a keyword.
    lit: "已加亮", "lit up";
    /// There is no heading further on.
    no_heading: "没有别的小标题了", "No further heading";
    /// There is no article further on.
    no_more: "没有别的文章了", "No further article";
    /// The measure was changed.
    measure: "每行字数", "Han a line";
    /// Paragraph style.
    book: "段落：首行缩进", "Paragraphs: indented";
    web: "段落：空行分段", "Paragraphs: blank rows";
    /// Line gap.
    gap_on: "行间空一行", "Blank row between lines";
    gap_off: "行间不空", "No row between lines";
    /// Autospace.
    autospace_on: "中西文之间留空", "Space between Han and Latin";
    autospace_off: "中西文之间不留空", "No space between Han and Latin";
    /// Code.
    code_wrapped: "代码折行", "Code wraps";
    code_scrolls: "代码不折行，用 {panes.code-left} {panes.code-right} 左右移动", "Code does not wrap: {panes.code-left} {panes.code-right} scroll it";
    /// Readings.
    readings_after: "注音在字后", "Readings after their word";
    readings_above: "注音在字上", "Readings above their word";
    readings_hidden: "不显示注音", "No readings";
    /// The title of the help.
    help: "按键", "Keys";
    /// How to close an overlay.
    overlay_hint: "{line-down} {line-up} 滚动  {page-down} 翻页  {back} 关闭", "{line-down} {line-up} scroll  {page-down} page down  {back} closes";
    /// The title of the details.
    details: "详情", "Details";
    /// Details: groups.
    details_article: "文章", "Article";
    details_file: "文件", "File";
    details_cut: "剪去的内容（{panes.toggle-cut} 在原处显示）", "What was cut ({panes.toggle-cut} shows it in place)";
    /// Doctor: before what was cut.
    doctor_cut: "剪去：", "cut: ";
    /// Doctor: before why a file is no article.
    doctor_unread: "没有读成：", "not read: ";
    /// Doctor: an article without a body.
    doctor_no_text: "没有正文", "no text";
    /// Doctor: nothing is wrong.
    doctor_well: "没有发现问题", "nothing seems wrong";
    /// Details: after the number of things that a rule cut.
    pieces: "处", "";
    /// Details: a label.
    label_title: "标题", "title";
    label_original_title: "原标题", "original title";
    label_author: "作者", "author";
    label_reporters: "记者", "reporters";
    label_source: "来源", "source";
    label_editor: "编辑", "editor";
    label_published: "发布", "published";
    label_updated: "更新", "updated";
    label_categories: "分类", "categories";
    label_tags: "标签", "tags";
    label_length: "字数", "length";
    label_language: "语言", "language";
    label_link: "网址", "link";
    label_lead_image: "题图", "lead image";
    label_path: "路径", "path";
    label_format: "格式", "format";
    label_encoding: "编码", "encoding";
    label_undecodable: "乱码", "undecodable";
    /// Details: after the number of characters that could not be decoded.
    undecodable: "个字符无法解码", "characters could not be decoded";
    /// Details: a label.
    label_note: "注意", "note";
    /// A note.
    note_front_matter: "文首的元数据有误，已逐行读取", "the front matter is not valid and was read line by line";
    /// A note: the file is not well formed.
    note_malformed: "文件不合语法，尽力读了", "the file is not well formed and was read as well as can be";
    /// A note.
    note_encoding: "文件声明的编码与内容不符", "the file names an encoding it is not in";
    /// A note: before the name of the encoding that fewer lines are in, and their number.
    note_mixed: "文件里有两种编码，各行照各自的读了", "two encodings in one file, each line read in its own";
    /// A note: before the number of characters that no standard gives a meaning.
    note_private_use: "有私用区的字，屏幕上画不出", "private-use characters, which the screen cannot draw";
    /// A note, and what stands in place of a text.
    note_link_only: "只存了链接，没有正文", "Only the link was saved, without a text";
    /// A note.
    note_damage: "文件已损坏，只读出了一部分", "the file is damaged, this is what could be read of it";
    note_limit: "超出限度，有一部分没有读", "over a limit, part of it was not read";
    /// At the right of the status line.
    help_key: "{help} 按键", "{help} keys";
    /// A worker died.
    worker_died: "后台读取出错：", "The background reader failed: ";
    /// What a key did to an article.
    marked_read: "标为已读", "marked as read";
    marked_unread: "标为未读", "marked as unread";
    starred: "加了星标", "starred";
    unstarred: "去掉了星标", "star removed";
    /// How that is undone.
    undo_hint: "{panes.undo} 撤销", "{panes.undo} undoes";
    /// Before what was undone.
    undone: "已撤销：", "undone: ";
    /// There is nothing that could be undone.
    nothing_to_undo: "没有可撤销的", "nothing to undo";
    /// Everything that is listed was read.
    nothing_unread: "列出的都已读", "everything listed is read";
    /// In the list: the article was read to its end.
    read_whole: "读完", "done";
    /// In the list: the article was read, or marked so.
    read: "已读", "read";
    /// In the head of the list: before or after how many of those listed were not read.
    unread: "未读", "unread";
    /// What is kept between runs cannot be written: before why.
    state_unkept: "阅读记录存不下来，先记着，还会再试：", "What you read cannot be kept for now, it is tried again: ";
    /// The database was made by a later version.
    state_newer: "阅读记录是更新的版本写的，这一回只读不写", "A later version wrote what you read: it is read, and nothing is kept";
    /// The database was damaged: before its new name, and before how many rows were saved.
    state_damaged: "阅读记录已损坏，原件改名为", "What you read was damaged and lies now in";
    /// After the new name, before how many rows were saved.
    state_saved: "，救回的条数：", ", rows that were saved:";
    /// The screen is too small.
    too_small: "窗口太小", "Too small";
    /// A group of the list: what could not be read.
    failed: "读不了", "unreadable";
    /// Help: groups.
    group_move: "移动", "Moving";
    group_articles: "文章与窗格", "Articles and panes";
    group_list: "列表", "List";
    group_reader: "正文", "Text";
    group_marks: "标记", "Marks";
    group_results: "查找结果", "Results";
    group_find: "查找与加亮", "Finding";
    group_prompt: "输入时", "While typing";
    group_query: "查找的写法（列表、文章、全部文章通用）", "What can be typed (list, article, all articles)";
    /// A query that is wrong.
    wrong_phrase: "引号没有关上", "a phrase is not closed";
    wrong_group: "括号没有关上", "a parenthesis is not closed";
    wrong_close: "多了一个右括号", "a parenthesis closes nothing";
    wrong_regex_open: "正则式没有以 / 结束", "a regular expression is not closed with /";
    /// A query in which nothing is.
    query_empty: "没有要找的话", "there is nothing to look for";
    /// A query that is wrong.
    wrong_or: "OR 两边都要有词", "OR needs something on both sides";
    wrong_value: "冒号后面还没有值", "a field without a value";
    wrong_not: "- 后面要有词", "- needs something to exclude";
    wrong_regex: "正则式有误", "bad regular expression";
    wrong_huge: "正则式太大", "the regular expression is too large";
    wrong_date: "不是日期，可写 2022-01-12 2022-01 a..b <a >a 7d", "no date: write 2022-01-12 2022-01 a..b <a >a 7d";
    wrong_state: "is: 只有 read unread starred noted unreadable", "is: knows read, unread, starred, noted and unreadable";
    wrong_deep: "括号套得太多", "too many parentheses";
    wrong_long: "太长了", "too long";
    /// Help: the query language.
    query_words: "几个词都要有", "all words must be there";
    query_phrase: "整句", "a phrase";
    query_not: "不要有的", "must not be there";
    query_or: "有一个就行；括号分组", "one of them; parentheses group";
    query_regex: "正则式", "a regular expression";
    query_fields: "只在这一项里找，还有 author: editor: category: tag: path: lang:",
        "in that field only; also author: editor: category: tag: path: lang:";
    query_date: "日期，还有 2022-01-10..2022-01-14  <2022  >=2022-01  7d", "by date; also 2022-01-10..2022-01-14  <2022  >=2022-01  7d";
    query_pinyin: "拼音或首字母，有大写则只按字母", "pinyin or its initials; with a capital letters only";
    /// Help: groups.
    group_set: "排版", "Setting of the text";
    group_program: "程序", "Program";
    /// A file without any text.
    file_empty: "文件是空的", "the file is empty";
    /// A file that is not text.
    file_binary: "是二进制文件，不是文章", "a binary file, not an article";
    /// A file of another kind: before its kind.
    file_of_kind: "是 ", "a ";
    /// After its kind.
    file_of_kind_end: " 文件，不是文章", " file, not an article";
    /// After the number 1 of files that are none.
    other_file: " 个文件不是文章：", " file that is no article: ";
    /// After the number of files that are none.
    other_files: " 个文件不是文章：", " files that are no articles: ";
    /// Between a number of files and their kind.
    other_of: " 个 ", " ";
    /// Between two kinds.
    other_comma: "，", ", ";
    /// After the number of files of a kind that is not known.
    other_kind: " 个其他文件", " of another kind";
    /// The open article is another one now on the disk.
    article_changed: "文章有改动，已重读", "the article has changed and was read again";
    /// The file of the open article was removed.
    article_gone: "原来那篇的文件已不在", "the file of the article that was open is gone";
    /// A catalogue in the cache that another version of the program made.
    cache_other_version: "(另一版本所建)", "(made by another version)";
    /// A text without an article in it.
    file_no_article: "里面找不到正文", "no article text found in it";
    /// A file that the system does not let us read.
    file_unreadable: "无法读取", "cannot be read";
    /// The parser failed.
    file_broken: "解析时出错", "parsing it failed";
}
#[cfg(test)]
mod tests;
