//! Files that are made to be much of one thing: rows, columns, groups, counts, notes, tables,
//! sheets, one line, one cell, brackets, elements.

use std::fmt::Write as _;

use crate::packed::{docx, xlsx};

/// A file of a size, and what is done with it.
pub(crate) struct Made {
    /// What it is much of.
    pub name: &'static str,
    /// The name's ending.
    pub ending: &'static str,
    /// How much of it the tests make; measuring takes multiples of it.
    pub size: usize,
    /// Makes it.
    pub make: fn(usize) -> Vec<u8>,
}

macro_rules! made {
    ($($name:ident $ending:literal $size:literal)*) => {
        &[$(Made { name: stringify!($name), ending: $ending, size: $size, make: $name }),*]
    };
}

/// All of them.
pub(crate) static ALL: &[Made] = made! {
    rows "txt" 4000
    rows_all_the_same "txt" 4000
    rows_of_places "txt" 3000
    rows_with_faults "txt" 1500
    rows_in_one_group_each "txt" 1500
    rows_rejoined "txt" 2000
    rows_with_notes "txt" 2000
    sums "txt" 3000
    rosters "txt" 300
    annexes "txt" 300
    columns "txt" 300
    columns_of_places "txt" 60
    counts "txt" 3000
    counts_of_classes "txt" 3000
    counts_in_headings "txt" 1000
    counts_in_one_sentence "txt" 2000
    parts_of_a_whole "txt" 3000
    items_on_a_line "txt" 4000
    items_without_an_end "txt" 4000
    items_on_lines "txt" 4000
    items_in_brackets "txt" 4000
    items_with_more_lines "txt" 2000
    items_of_a_letter "txt" 3000
    lists_in_a_sentence "txt" 2000
    lists_in_sentences "txt" 2000
    names_in_a_sentence "txt" 5000
    names_on_lines "txt" 5000
    names_under_headings "txt" 2000
    units_in_a_cell "txt" 4000
    units_in_a_cell_unknown "txt" 4000
    units_in_cells "txt" 200
    places_in_a_cell "txt" 4000
    long_cell "txt" 100_000
    long_line "txt" 100_000
    long_heading "txt" 100_000
    long_title "txt" 100_000
    brackets "txt" 50_000
    brackets_closed "txt" 50_000
    quotes "txt" 50_000
    digits "txt" 100_000
    numerals "txt" 100_000
    dates "txt" 5000
    blanks "txt" 200_000
    blank_lines "txt" 200_000
    spaced_letters "txt" 30_000
    aligned "txt" 5000
    aligned_widely "txt" 500
    columns_of_blanks "txt" 5000
    markup "txt" 10_000
    markup_open "txt" 20_000
    marks_of_annexes "txt" 5000
    titles "txt" 5000
    numbers_of_notices "txt" 5000
    addressees "txt" 5000
    paragraphs "txt" 5000
    headings "txt" 5000
    headings_nested "txt" 5000
    pipes "md" 4000
    pipes_wide "md" 400
    quoted "md" 5000
    commas "csv" 5000
    commas_wide "csv" 500
    commas_open "csv" 5000
    commas_long "csv" 100_000
    page_rows "html" 4000
    page_tables "html" 500
    page_tables_nested "html" 500
    page_spans_down "html" 300
    page_spans_down_late "html" 300
    page_spans_across "html" 3000
    page_nested "html" 5000
    page_open "html" 10_000
    page_links "html" 5000
    page_lists "html" 5000
    page_lists_nested "html" 500
    page_attributes "html" 5000
    page_attribute "html" 100_000
    page_comments "html" 10_000
    page_entities "html" 50_000
    page_hidden "html" 5000
    page_blocks "html" 10_000
    word_paragraphs "docx" 4000
    word_rows "docx" 2000
    word_runs "docx" 20_000
    word_tables "docx" 500
    word_nested "docx" 500
    word_merged "docx" 500
    word_numbered "docx" 4000
    book_rows "xlsx" 4000
    book_far "xlsx" 1000
    book_diagonal "xlsx" 500
    book_sheets "xlsx" 100
    book_merged "xlsx" 1000
    book_merged_over "xlsx" 300
    book_columns "xlsx" 2000
};

const LETTER: &str = "关于公布示范基地名单的通知\n\n各市人民政府：\n现将名单印发给你们。\n\n2023年5月6日\n\n附件\n示范基地名单\n\n";

fn letter(body: &str) -> Vec<u8> {
    format!("{LETTER}{body}").into_bytes()
}

/// A notice whose letter says that, and whose list has three rows.
fn said(words: &str) -> Vec<u8> {
    let list =
        "序号\t名称\t地区\n1\t甲厂\t江苏省苏州市\n2\t乙厂\t江苏省无锡市\n3\t丙厂\t江苏省南京市\n";
    format!(
        "关于公布示范基地名单的通知\n\n各市人民政府：\n{words}\n\n2023年5月6日\n\n附件\n示范基地名单\n\n{list}"
    )
    .into_bytes()
}

/// One piece after another.
fn many(n: usize, mut piece: impl FnMut(usize, &mut String)) -> String {
    let mut text = String::new();
    for i in 0..n {
        piece(i, &mut text);
    }
    text
}

/// A name that differs with its number.
fn name(i: usize) -> String {
    let chars: Vec<char> =
        "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁".chars().collect();
    let mut rest = i;
    let mut name = String::new();
    for _ in 0..4 {
        name.push(chars[rest % chars.len()]);
        rest /= chars.len();
    }
    name
}

const PLACES: [&str; 8] = [
    "江苏省苏州市",
    "江苏省无锡市",
    "福建省福州市鼓楼区",
    "天津市滨海新区",
    "安徽省合肥市",
    "吉林省长春市朝阳区",
    "上海市杨浦区",
    "朝阳区",
];

fn row(i: usize, text: &mut String) {
    let _ = writeln!(text, "{}\t{}有限公司\t{}", i + 1, name(i), PLACES[i % 8]);
}

const HEAD: &str = "序号\t名称\t地区\n";

fn rows(n: usize) -> Vec<u8> {
    letter(&(HEAD.to_owned() + &many(n, row)))
}

fn rows_all_the_same(n: usize) -> Vec<u8> {
    letter(&(HEAD.to_owned() + &"1\t甲厂\t江苏省苏州市\n".repeat(n)))
}

fn rows_of_places(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ = writeln!(text, "{}\t{}\t市人民政府、{}大学", i + 1, PLACES[i % 8], name(i));
    });
    letter(&("序号\t实验地区/单位\t申报单位\n".to_owned() + &body))
}

fn rows_with_faults(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ = writeln!(text, "{}\t{} 公 司\t江苏省{}县\t\u{3000}x", i % 7, name(i), name(i));
    });
    letter(&(HEAD.to_owned() + &body))
}

fn rows_in_one_group_each(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ =
            writeln!(text, "（{}）{}类基地（1家）\n1\t{}厂\t江苏省苏州市", i + 1, name(i), name(i));
    });
    letter(&(HEAD.to_owned() + &body))
}

fn rows_rejoined(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ = writeln!(text, "{}\t{}有限公司\n（苏州）\t江苏省苏州市", i + 1, name(i));
    });
    letter(&(HEAD.to_owned() + &body))
}

fn rows_with_notes(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        row(i, text);
        text.push_str("注：共有3家企业\n");
    });
    letter(&(HEAD.to_owned() + &body))
}

fn sums(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ = writeln!(text, "{}\t{}厂\t{}", i + 1, name(i), i * 7 % 100);
        if i % 5 == 4 {
            text.push_str("小计\t\t77\n");
        }
    });
    letter(&("序号\t名称\t金额（万元）\n".to_owned() + &body))
}

fn rosters(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ = writeln!(
            text,
            "{}类基地名单\n\n{HEAD}1\t甲厂\t江苏省苏州市\n2\t乙厂\t朝阳区\n",
            name(i)
        );
    });
    letter(&body)
}

fn annexes(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let _ = writeln!(
            text,
            "附件{}\n{}名单（2家）\n\n{HEAD}1\t甲厂\t江苏省苏州市\n2\t乙厂\t朝阳区\n",
            i + 2,
            name(i)
        );
    });
    letter(&body)
}

fn columns(n: usize) -> Vec<u8> {
    let head = many(n, |i, text| {
        let _ = write!(text, "\t{}率", name(i));
    });
    let line = many(n, |i, text| {
        let _ = write!(text, "\t{i}.5%");
    });
    letter(&format!(
        "序号{head}\n{}",
        many(n / 4 + 3, |i, text| {
            let _ = writeln!(text, "{}{line}", i + 1);
        })
    ))
}

fn columns_of_places(n: usize) -> Vec<u8> {
    let head = "\t所在地区".repeat(n);
    letter(&format!(
        "序号{head}\n{}",
        many(n, |i, text| {
            let _ = writeln!(text, "{}{}", i + 1, format!("\t{}", PLACES[i % 8]).repeat(n));
        })
    ))
}

fn counts(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = writeln!(text, "确定了{}家{}示范基地和{}个领域。", i % 90 + 1, name(i), i % 7 + 1);
    }))
}

fn counts_of_classes(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = write!(text, "{}个{}类的{}家基地，", i % 9 + 1, name(i), i % 90 + 1);
    }))
}

fn counts_in_headings(n: usize) -> Vec<u8> {
    let groups = many(n, |i, text| {
        let _ =
            writeln!(text, "{}类基地（3家，其中示范1家）\n1\t{}厂\t江苏省苏州市", name(i), name(i));
    });
    let words = many(n, |i, text| {
        let _ = write!(text, "{}家{}类基地，", i % 9 + 1, name(i));
    });
    letter(&(words + "\n" + HEAD + &groups))
}

fn counts_in_one_sentence(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = write!(text, "其中{}{}家、", name(i), i % 90 + 1);
    }))
}

fn parts_of_a_whole(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ =
            writeln!(text, "共有基地{}家，其中{}3家，{}4家。", i % 90 + 7, name(i), name(i + 1));
    }))
}

fn items_on_a_line(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = write!(text, "{}.{}", i + 1, name(i));
    }))
}

fn items_without_an_end(n: usize) -> Vec<u8> {
    letter(&("1.甲（".to_owned() + &many(n, |_, text| text.push_str("1.甲3.丙（"))))
}

fn items_on_lines(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "{}．{}有限公司", i + 1, name(i));
    }))
}

fn items_in_brackets(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "{}．{}有限公司\n（{}市民政局）", i + 1, name(i), name(i));
    }))
}

fn items_with_more_lines(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(
            text,
            "{}．{}有限公司与同样长的另外一个名字\n{}研究院",
            i + 1,
            name(i),
            name(i)
        );
    }))
}

fn items_of_a_letter(n: usize) -> Vec<u8> {
    let items = many(n, |i, text| {
        let _ = writeln!(text, "{}．{}有限公司", i % 5 + 1, name(i));
    });
    format!("关于公布示范基地名单的通知\n\n各市人民政府：\n现公布如下：\n{items}\n2023年5月6日\n")
        .into_bytes()
}

fn lists_in_a_sentence(n: usize) -> Vec<u8> {
    let words = many(n, |i, text| {
        let _ = write!(text, "、{}镇、{}镇等2个镇", name(i), name(i + 1));
    });
    format!("关于公布示范镇的通知\n\n各市人民政府：\n确定甲镇{words}为示范镇。\n\n2023年5月6日\n")
        .into_bytes()
}

fn lists_in_sentences(n: usize) -> Vec<u8> {
    let words = many(n, |i, text| {
        let _ = write!(text, "确定{}镇、{}镇等2个镇为示范镇。", name(i), name(i + 1));
    });
    format!("关于公布示范镇的通知\n\n各市人民政府：\n{words}\n\n2023年5月6日\n").into_bytes()
}

fn names_in_a_sentence(n: usize) -> Vec<u8> {
    let words = many(n, |i, text| {
        let _ = write!(text, "{}镇、", name(i));
    });
    format!("关于公布示范镇的通知\n\n各市人民政府：\n确定{words}甲镇等{}个镇为示范镇。\n\n2023年5月6日\n", n + 1)
        .into_bytes()
}

fn names_on_lines(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "{}有限公司", name(i));
    }))
}

fn names_under_headings(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "{}省（2家）\n{}有限公司  {}厂", name(i), name(i), name(i + 1));
    }))
}

fn units_in_a_cell(n: usize) -> Vec<u8> {
    let units = many(n, |i, text| {
        let _ = write!(text, "{}大学、", name(i));
    });
    letter(&format!(
        "序号\t实验地区/单位\t申报单位\n1\t江苏省苏州市\t{units}\n2\t江苏省无锡市\t市人民政府\n"
    ))
}

fn units_in_a_cell_unknown(n: usize) -> Vec<u8> {
    let units = many(n, |i, text| {
        let _ = write!(text, "{}，", name(i));
    });
    letter(&format!(
        "序号\t实验地区/单位\t申报单位\n1\t江苏省苏州市\t{units}\n2\t江苏省无锡市\t市人民政府\n"
    ))
}

fn units_in_cells(n: usize) -> Vec<u8> {
    let body = many(n, |i, text| {
        let units = many(n / 4, |j, text| {
            let _ = write!(text, "{}大学 ", name(i + j));
        });
        let _ = writeln!(text, "{}\t江苏省苏州市\t{units}", i + 1);
    });
    letter(&("序号\t实验地区/单位\t申报单位\n".to_owned() + &body))
}

fn places_in_a_cell(n: usize) -> Vec<u8> {
    let places = many(n, |i, text| {
        let _ = write!(text, "{}、", PLACES[i % 8]);
    });
    letter(&format!("序号\t所在地区\t名称\n1\t{places}\t甲厂\n2\t江苏省无锡市\t乙厂\n"))
}

fn long_cell(n: usize) -> Vec<u8> {
    let cell = "江苏省苏州市姑苏区".repeat(n / 9);
    letter(&format!(
        "序号\t实验地区/单位\t申报单位\n1\t{cell}\t{cell}\n2\t江苏省无锡市\t市人民政府\n"
    ))
}

fn long_line(n: usize) -> Vec<u8> {
    said(&many(n / 4, |i, text| text.push_str(&name(i))))
}

fn long_heading(n: usize) -> Vec<u8> {
    let heading = many(n / 4, |i, text| text.push_str(&name(i)));
    letter(&format!("{HEAD}{heading}类（2家）\n1\t甲厂\t苏州市\n2\t乙厂\t无锡市\n"))
}

fn long_title(n: usize) -> Vec<u8> {
    let title = many(n / 4, |i, text| text.push_str(&name(i)));
    format!("关于公布{title}名单的通知\n{HEAD}1\t甲厂\t苏州市\n2\t乙厂\t无锡市\n").into_bytes()
}

fn brackets(n: usize) -> Vec<u8> {
    let open = "（".repeat(n);
    said(&format!("{open}3家\n{open}\n{HEAD}1\t甲{open}\t{open}\n{open}"))
}

fn brackets_closed(n: usize) -> Vec<u8> {
    let text = "（".repeat(n) + &"）".repeat(n);
    said(&format!("确定3家{text}\n{HEAD}1\t甲{text}\t{text}"))
}

fn quotes(n: usize) -> Vec<u8> {
    said(&format!("{}\n{}", "《".repeat(n), "“甲".repeat(n)))
}

fn digits(n: usize) -> Vec<u8> {
    said(&format!("{}家\n{}个", "1".repeat(n), "1,".repeat(n / 2)))
}

fn numerals(n: usize) -> Vec<u8> {
    said(&format!("{}家\n第{}条", "百".repeat(n), "一十".repeat(n / 2)))
}

fn dates(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = write!(text, "{}年{}月{}日至", 1990 + i % 50, i % 12 + 1, i % 28 + 1);
    }))
}

fn blanks(n: usize) -> Vec<u8> {
    said(&format!("甲{}乙", " ".repeat(n)))
}

fn blank_lines(n: usize) -> Vec<u8> {
    said(&format!("甲{}乙", "\n".repeat(n)))
}

fn spaced_letters(n: usize) -> Vec<u8> {
    said(&"中 央 ".repeat(n / 2))
}

fn aligned(n: usize) -> Vec<u8> {
    letter(
        &("序号  名称  地区\n".to_owned()
            + &many(n, |i, text| {
                let _ = writeln!(text, "{}  {}有限公司  {}", i + 1, name(i), PLACES[i % 8]);
            })),
    )
}

fn aligned_widely(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "{}{}", i + 1, "      甲某".repeat(i % n));
    }))
}

fn columns_of_blanks(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "{}{}甲{}乙", i + 1, " ".repeat(i % 97 + 2), " ".repeat(i % 89 + 2));
    }))
}

fn markup(n: usize) -> Vec<u8> {
    letter(
        &("<b>甲</b>**乙**".repeat(n / 2)
            + "\n"
            + &many(n, |i, text| {
                let _ = writeln!(text, "<b>{}</b>", name(i));
            })),
    )
}

fn markup_open(n: usize) -> Vec<u8> {
    letter(&format!("{}\n{}\n{}", "<b>".repeat(n), "**甲 ".repeat(n), "[甲](".repeat(n)))
}

fn marks_of_annexes(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = writeln!(text, "附件{}：{}名单", i + 1, name(i));
    }))
}

fn titles(n: usize) -> Vec<u8> {
    many(n, |i, text| {
        let _ = writeln!(text, "关于公布{}名单的通知", name(i));
    })
    .into_bytes()
}

fn numbers_of_notices(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = writeln!(text, "中网办秘字〔2021〕{}号", i + 1);
    }))
}

fn addressees(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = write!(text, "{}局、{}委：", name(i), name(i));
    }))
}

fn paragraphs(n: usize) -> Vec<u8> {
    said(&many(n, |i, text| {
        let _ = writeln!(text, "各单位要认真学习{}，推动工作落实。", name(i));
    }))
}

fn headings(n: usize) -> Vec<u8> {
    letter(&many(n, |i, text| {
        let _ = writeln!(text, "# {}", name(i));
    }))
}

fn headings_nested(n: usize) -> Vec<u8> {
    letter(
        &(HEAD.to_owned()
            + &many(n, |i, text| {
                let _ = writeln!(
                    text,
                    "{}{}\n一、{}\n（一）{}\n1\t甲\t乙",
                    "#".repeat(i % 6 + 1),
                    name(i),
                    name(i),
                    name(i)
                );
            })),
    )
}

fn pipes(n: usize) -> Vec<u8> {
    letter(
        &("| 序号 | 名称 | 地区 |\n|---|---|---|\n".to_owned()
            + &many(n, |i, text| {
                let _ = writeln!(text, "| {} | {}厂 | {} |", i + 1, name(i), PLACES[i % 8]);
            })),
    )
}

fn pipes_wide(n: usize) -> Vec<u8> {
    letter(&format!(
        "{}|\n{}|\n{}",
        "| 名称 ".repeat(n),
        "|---".repeat(n),
        many(n, |i, text| {
            let _ = writeln!(text, "{}|", format!("| {} ", name(i)).repeat(i + 1));
        })
    ))
}

fn quoted(n: usize) -> Vec<u8> {
    letter(
        &(">".repeat(n)
            + "甲\n"
            + &many(n, |i, text| {
                let _ = writeln!(text, "{}{}", "> ".repeat(i % 40), name(i));
            })),
    )
}

fn commas(n: usize) -> Vec<u8> {
    ("序号,名称,地区\n".to_owned()
        + &many(n, |i, text| {
            let _ = writeln!(text, "{},{}厂,{}", i + 1, name(i), PLACES[i % 8]);
        }))
        .into_bytes()
}

fn commas_wide(n: usize) -> Vec<u8> {
    let head = many(n, |i, text| {
        let _ = write!(text, ",{}", name(i));
    });
    (format!("序号{head}\n")
        + &many(n, |i, text| {
            let _ = writeln!(text, "{}{}", i + 1, ",甲".repeat(i + 1));
        }))
        .into_bytes()
}

fn commas_open(n: usize) -> Vec<u8> {
    ("序号,名称,地区\n1,甲,乙\n2,丙,丁\n".to_owned()
        + &many(n, |i, text| {
            let _ = writeln!(text, "{},\"{}\"厂\",\"{}", i + 1, name(i), PLACES[i % 8]);
        }))
        .into_bytes()
}

fn commas_long(n: usize) -> Vec<u8> {
    format!("序号,名称,地区\n1,甲,乙\n2,{},丁\n3,\"{}\",丁\n", "甲".repeat(n), "甲\n".repeat(n))
        .into_bytes()
}

fn page(body: &str) -> Vec<u8> {
    format!("<html><body><h1>关于公布示范基地名单的通知</h1><p>现将名单公布如下：</p>{body}</body></html>")
        .into_bytes()
}

fn page_row(i: usize, text: &mut String) {
    let _ =
        write!(text, "<tr><td>{}</td><td>{}厂</td><td>{}</td></tr>", i + 1, name(i), PLACES[i % 8]);
}

const PAGE_HEAD: &str = "<tr><th>序号</th><th>名称</th><th>地区</th></tr>";

fn page_rows(n: usize) -> Vec<u8> {
    page(&format!("<table>{PAGE_HEAD}{}</table>", many(n, page_row)))
}

fn page_tables(n: usize) -> Vec<u8> {
    page(&many(n, |i, text| {
        let _ = write!(text, "<p>{}名单</p><table>{PAGE_HEAD}", name(i));
        (0..3).for_each(|row| page_row(row, text));
        text.push_str("</table>");
    }))
}

fn page_tables_nested(n: usize) -> Vec<u8> {
    page(&("<table><tr><td>甲".repeat(n) + &"</td></tr></table>".repeat(n)))
}

fn page_spans_down(n: usize) -> Vec<u8> {
    let open = "<td rowspan=60000>甲</td>".repeat(n);
    page(&format!(
        "<table><tr>{open}<td>乙</td></tr>{}</table>",
        "<tr><td>丙</td></tr>".repeat(n * 7)
    ))
}

fn page_spans_down_late(n: usize) -> Vec<u8> {
    page(&format!(
        "<table>{PAGE_HEAD}{}</table>",
        many(n * 7, |i, text| {
            let _ = write!(text, "<tr><td>{}</td><td rowspan=60000>{}</td></tr>", i + 1, name(i));
        })
    ))
}

fn page_spans_across(n: usize) -> Vec<u8> {
    let head = "<th colspan=1000>名称</th>".repeat(8);
    page(&format!("<table><tr>{head}</tr>{}</table>", many(n, page_row)))
}

fn page_nested(n: usize) -> Vec<u8> {
    page(&("<div><b><span>甲".repeat(n) + &"</span></b></div>".repeat(n)))
}

fn page_open(n: usize) -> Vec<u8> {
    page(&("<p><b>甲<i>".repeat(n) + &"</u></a>".repeat(n)))
}

fn page_links(n: usize) -> Vec<u8> {
    page(&many(n, |i, text| {
        let _ = write!(text, "<a href=x>{}</a> <nav>首页</nav>", name(i));
    }))
}

fn page_lists(n: usize) -> Vec<u8> {
    page(&format!(
        "<ol>{}</ol>",
        many(n, |i, text| {
            let _ = write!(text, "<li>{}厂", name(i));
        })
    ))
}

fn page_lists_nested(n: usize) -> Vec<u8> {
    page(&"<ul><li>甲厂".repeat(n))
}

fn page_attributes(n: usize) -> Vec<u8> {
    let attributes = many(n, |i, text| {
        let _ = write!(text, " a{i}=\"{i}\"");
    });
    page(&format!("<p{attributes}>甲</p>"))
}

fn page_attribute(n: usize) -> Vec<u8> {
    page(&format!("<p style=\"{}\">甲</p>", "display:none;".repeat(n / 13)))
}

fn page_comments(n: usize) -> Vec<u8> {
    page(&("<!-- 甲 -->".repeat(n) + &"<!-- <!--".repeat(n)))
}

fn page_entities(n: usize) -> Vec<u8> {
    page(&("&amp;&nbsp;&#x4e00;&nothing".repeat(n)))
}

fn page_hidden(n: usize) -> Vec<u8> {
    page(&"<div style=display:none>甲<p>乙</div>".repeat(n))
}

fn page_blocks(n: usize) -> Vec<u8> {
    page(&many(n, |i, text| {
        let _ = write!(text, "<div><section>{}</section></div>", name(i));
    }))
}

fn word_paragraphs(n: usize) -> Vec<u8> {
    docx(&many(n, |i, text| {
        let _ = write!(text, "<w:p><w:r><w:t>{}厂</w:t></w:r></w:p>", name(i));
    }))
}

fn word_cell(text: &str, more: &str) -> String {
    format!("<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

fn word_rows(n: usize) -> Vec<u8> {
    docx(&format!(
        "<w:tbl>{}</w:tbl>",
        many(n, |i, text| {
            let cells = [(i + 1).to_string(), name(i), PLACES[i % 8].to_owned()];
            let cells: String = cells.iter().map(|cell| word_cell(cell, "")).collect();
            let _ = write!(text, "<w:tr>{cells}</w:tr>");
        })
    ))
}

fn word_runs(n: usize) -> Vec<u8> {
    docx(&format!(
        "<w:p>{}</w:p>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/></w:r>".repeat(n)
    ))
}

fn word_tables(n: usize) -> Vec<u8> {
    let row = |a, b| format!("<w:tr>{}{}</w:tr>", word_cell(a, ""), word_cell(b, ""));
    let table =
        format!("<w:tbl>{}{}{}</w:tbl>", row("序号", "名称"), row("1", "甲厂"), row("2", "乙厂"));
    docx(&many(n, |i, text| {
        let _ = write!(text, "<w:p><w:r><w:t>{}名单</w:t></w:r></w:p>{table}", name(i));
    }))
}

fn word_nested(n: usize) -> Vec<u8> {
    let open = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p>";
    docx(&(open.repeat(n) + &"</w:tc></w:tr></w:tbl>".repeat(n)))
}

fn word_merged(n: usize) -> Vec<u8> {
    let first: String =
        (0..n).map(|i| word_cell(&name(i), "<w:vMerge w:val=\"restart\"/>")).collect();
    let row = format!("<w:tr>{}</w:tr>", word_cell("", "<w:vMerge/>").repeat(n));
    docx(&format!("<w:tbl><w:tr>{first}</w:tr>{}</w:tbl>", row.repeat(n)))
}

fn word_numbered(n: usize) -> Vec<u8> {
    docx(&many(n, |i, text| {
        let _ = write!(
            text,
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{i}\"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
            i % 9,
            name(i)
        );
    }))
}

fn book_cell(row: usize, column: usize, text: &str) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("<c r=\"{letters}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", row + 1)
}

fn book_row(row: usize, cells: &[(usize, String)]) -> String {
    let cells: String = cells.iter().map(|(column, text)| book_cell(row, *column, text)).collect();
    format!("<row r=\"{}\">{cells}</row>", row + 1)
}

fn book_list(n: usize, from: usize) -> String {
    let head = ["序号", "名称", "地区"];
    let head: Vec<_> = head.iter().enumerate().map(|(at, text)| (at, (*text).to_owned())).collect();
    let row = |i: usize| {
        let cells = [(i + 1).to_string(), name(i), PLACES[i % 8].to_owned()];
        book_row(from + i + 1, &cells.into_iter().enumerate().collect::<Vec<_>>())
    };
    book_row(from, &head) + &(0..n).map(row).collect::<String>()
}

fn book_rows(n: usize) -> Vec<u8> {
    xlsx(&[book_list(n, 0)])
}

fn book_far(n: usize) -> Vec<u8> {
    let stray = book_row(n + 10, &[(16_383, "注".to_owned())]);
    let first = book_row(0, &[(0, "名单".to_owned()), (16_383, "注".to_owned())]);
    xlsx(&[first + &book_list(n, 1) + &stray])
}

fn book_diagonal(n: usize) -> Vec<u8> {
    let row = |i: usize| book_row(i, &[(0, (i + 1).to_string()), (i * 16_000 / n + 1, name(i))]);
    xlsx(&[(0..n).map(row).collect()])
}

fn book_sheets(n: usize) -> Vec<u8> {
    xlsx(&vec![book_list(5, 0); n])
}

fn merged(list: String, ranges: &[String]) -> Vec<u8> {
    let ranges: String =
        ranges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    xlsx(&[format!("{list}</sheetData><mergeCells>{ranges}</mergeCells><sheetData>")])
}

fn book_merged(n: usize) -> Vec<u8> {
    let ranges: Vec<String> = (1..n).map(|i| format!("B{}:B{}", i * 2, i * 2 + 1)).collect();
    merged(book_list(n * 2, 0), &ranges)
}

fn book_merged_over(n: usize) -> Vec<u8> {
    let ranges: Vec<String> = (1..n).map(|i| format!("A{i}:XFD1048576")).collect();
    merged(book_list(n, 0), &ranges)
}

fn book_columns(n: usize) -> Vec<u8> {
    let row = |i: usize| book_row(i, &(0..n).map(|at| (at, name(at + i))).collect::<Vec<_>>());
    xlsx(&[(0..20).map(row).collect()])
}
