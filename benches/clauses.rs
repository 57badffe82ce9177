//! *Clauses* that the texts of several benches are made of.

/// Of Han mostly, with figures, quotes and traditional characters as they come.
pub const CLAUSES: [&str; 20] = [
    "海河边的风比城里凉一些",
    "卖早点的推车在桥头停下",
    "锅里的油响了起来",
    "排队的人把手揣进袖子",
    "谁也不说话",
    "第一套煎饼摊好了",
    "話才跟著熱氣冒出來",
    "天津的冬天很长",
    "天津市里的电车还没有开",
    "委员会的牌子换过三次",
    "编译器要74.5秒，增量只要1.3秒",
    "他说“够快了”",
    "她回了一句“not yet”",
    "見第3節，那裡寫得更清楚",
    "２０２６年４月14日发布",
    "邮差把信塞进门缝",
    "屋檐下的麻雀散了",
    "茶馆九点开门",
    "说书的先生慢慢地喝水",
    "那一年的雪下得早",
];
