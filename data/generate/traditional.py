"""traditional.tsv: traditional to simplified characters for the names in the data."""
import os

from common import DATA, package_file, read_tsv, write_tsv

BY_HAND = """峯峰 崑昆 崙仑 滙汇 匯汇 衆众 邨村 栢柏 鑛矿 廻回 恆恒 溫温 戶户 吳吴 黃黄 呂吕 甯宁 寗宁 裡里 牀床 羣群 啟启
彔录 錄录 內内 產产 別别 卽即 旣既 淸清 靑青 眞真 値值 敎教 靜静 淨净 絕绝 爲为 說说 稅税 銳锐 閱阅 兌兑 脫脱 緖绪 戱戏 强强 彊强 擧举 鄕乡
鎭镇 縣县 區区 鄉乡 鎮镇 臺台 檯台 灣湾 廣广 東东 雲云 蘭兰 濱滨 龍龙 﨑崎 煙烟 麵面 嶽岳 髮发""".split()


def build(packages):
    used, own = set(), set()
    for name in ("divisions.tsv", "townships.tsv", "zones.tsv", "universities.tsv", "institutions.tsv",
                 "agencies.tsv", "unit_terms.tsv", "place_terms.tsv"):
        for r in read_tsv(os.path.join(DATA, name)):
            for column in ("name", "aliases", "full", "short", "form", "canonical"):
                used.update(r.get(column, ""))
    own |= used
    # words of governments and notices that the names do not hold
    used.update("关于印发公布认定第批国家级省级单位名单通知附件试点基地项目企业产品类别序号负责人联系电话邮编备注开户账号证书编号"
                "评审专家组织开展实施创新应用领域综合特色社会治理养老环境卫生健康教育城市管理体育")
    pairs = {}
    text = package_file(packages, "opencc_python_reimplemented-*.whl", "opencc/dictionary/TSCharacters.txt")
    for line in text.decode("utf-8").splitlines():
        if "\t" not in line:
            continue
        trad, simp = line.split("\t")
        simp = simp.split(" ")[0]
        if trad != simp and simp in used and trad not in own:
            pairs[trad] = simp
    for p in BY_HAND:
        if p[0] != p[1] and p[0] not in own and p[1] in used:
            pairs.setdefault(p[0], p[1])
    rows = [dict(traditional=t, simplified=s) for t, s in sorted(pairs.items())]
    write_tsv("traditional.tsv", [
        "Traditional (and variant) characters and the simplified ones that the names use",
        "source: OpenCC TSCharacters through PyPI opencc-python-reimplemented 0.1.7 (Apache-2.0), limited to the characters of the names, and a few variants by hand",
        "licence: Apache-2.0",
        "vintage: with the data beside it; characters that stand in simplified names themselves (乾, 於, 藉 …) are left out",
    ], ["traditional", "simplified"], rows)
    return rows
