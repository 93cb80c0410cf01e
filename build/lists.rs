//! Zones, institutions, agencies, unit terms and traditional characters.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::names::{FORM, FULL};
use crate::pools::{Strings, words};
use crate::table::Table;
use crate::{AGENCY, INSTITUTION, Postings, ZONE};

/// What the names of zones are made of that say what a zone is for, not which one it is. A name of these alone
/// (高新技术开发区, 现代农业产业园) is that of many, though a list may have it for one: it is found by its form,
/// within the place that stands before it.
const KINDS: &str = "国家级 国家 省级 经济 技术 新技术 高新 高新技术 科技 工业 农业 现代 生态 循环 文化 创意 旅游 \
    物流 商贸 商务 电子 信息 软件 生物 医药 中药 食品 轻工 化工 化学 石化 石油 纺织 服装 汽车 装备 制造 机械 机电 环保 \
    节能 新材料 材料 新能源 能源 再生 资源 建材 冶金 钢铁 有色 金属 煤炭 煤化工 精细 绿色 低碳 航空 航天 海洋 临港 临空 \
    空港 港口 边境 跨境 国际 民营 台商 华侨 创新 创业 孵化 示范 特色 先进 高端 新兴 开放 合作 大数据 人工智能 数字 光电 光伏 \
    半导体 集成电路 畜牧 林业 渔业 水产 粮食 家具 陶瓷 皮革 包装 印刷 体育 健康 养老 教育 职教 金融 企业 中小企业 综合 保税 \
    出口 加工 园 园区 产业 产业区 产业园 工业园 工业区 科技园 开发区 经开区 高新区 保税区 保税港区 加工区 合作区 示范区 试验区 \
    实验区 集聚区 集中区 物流园 旅游区 度假区 化工区 港区";

/// Whether a name says the kind of a zone and no more.
fn too_general(name: &str) -> bool {
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for at in 0..name.len() {
        if reached[at] {
            for kind in KINDS.split_whitespace().filter(|kind| name[at..].starts_with(kind)) {
                reached[at + kind.len()] = true;
            }
        }
    }
    reached[name.len()]
}

/// Zones: name, container, approved, ended, successor, kind.
pub(crate) fn zones(data: &Path, strings: &mut Strings, postings: &mut Postings) -> Vec<u8> {
    let mut out = Vec::new();
    let short = Table::read(data, "short_names");
    for (index, row) in Table::read(data, "zones").rows().enumerate() {
        let name = row.get("name");
        if !too_general(name) {
            postings.add(name, ZONE, FULL, index);
        }
        for row in short.rows().filter(|row| row.get("full") == name) {
            postings.add(row.get("short"), ZONE, FORM, index);
        }
        for alias in row.list("aliases").filter(|alias| !too_general(alias)) {
            postings.add(alias, ZONE, FORM, index);
        }
        out.extend(words(&[
            strings.add(name),
            row.code("container"),
            row.date("approved"),
            row.date("ended"),
            row.list("successor").next().map_or(0, |s| crate::table::code(&s[..6.min(s.len())])),
            strings.add(row.get("kind")),
        ]));
    }
    out
}

/// Universities and other institutions: name, seat, kind, valid from and to.
pub(crate) fn institutions(data: &Path, strings: &mut Strings, postings: &mut Postings) -> Vec<u8> {
    let mut out = Vec::new();
    let mut index = 0;
    for (file, kind) in [("universities", "university"), ("institutions", "")] {
        for row in Table::read(data, file).rows() {
            let name = row.get("name");
            postings.add(name, INSTITUTION, FULL, index);
            if file == "institutions" {
                for alias in row.list("aliases") {
                    postings.add(alias, INSTITUTION, FORM, index);
                }
            }
            index += 1;
            out.extend(words(&[
                strings.add(name),
                row.code("seat"),
                strings.add(if kind.is_empty() { row.get("kind") } else { kind }),
                row.date("valid_from"),
                row.date("valid_to"),
                strings.add(row.list("successor").next().unwrap_or("")),
            ]));
        }
    }
    out
}

/// Bodies of the centre: full name, kind, valid from and to; found by their short names too.
pub(crate) fn agencies(data: &Path, strings: &mut Strings, postings: &mut Postings) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, row) in Table::read(data, "agencies").rows().enumerate() {
        let name = row.get("full");
        postings.add(name, AGENCY, FULL, index);
        for alias in row.list("short") {
            postings.add(alias, AGENCY, FORM, index);
        }
        out.extend(words(&[
            strings.add(name),
            strings.add(row.get("scope")),
            row.code("seat"),
            row.date("valid_from"),
            row.date("valid_to"),
        ]));
    }
    out
}

/// Short names of bodies: short, full, scope, forced, valid from and to; longest first.
pub(crate) fn terms(data: &Path, strings: &mut Strings) -> Vec<u8> {
    let table = Table::read(data, "unit_terms");
    let mut rows: Vec<_> = table.rows().collect();
    rows.sort_by_key(|row| {
        (std::cmp::Reverse(row.get("short").len()), row.get("short").to_owned())
    });
    rows.iter()
        .flat_map(|row| {
            words(&[
                strings.add(row.get("short")),
                strings.add(row.get("full")),
                strings.add(row.get("scope")),
                row.code("forced"),
                row.date("valid_from"),
                row.date("valid_to"),
            ])
        })
        .collect()
}

/// Traditional characters and their simplified forms; none that stands itself in a name.
pub(crate) fn traditional(data: &Path, ids: &HashMap<char, u16>) -> BTreeMap<char, char> {
    let table = Table::read(data, "traditional");
    let pairs = table.rows().filter_map(|row| {
        let mut from = row.get("traditional").chars();
        let mut to = row.get("simplified").chars();
        match (from.next(), from.next(), to.next(), to.next()) {
            (Some(from), None, Some(to), None) if from != to => Some((from, to)),
            _ => None,
        }
    });
    pairs.filter(|(from, _)| !ids.contains_key(from)).collect()
}
