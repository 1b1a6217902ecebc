"""A province on one machine: invented plans by the ten thousand, read, loaded, asked and analysed by the command.

    python benchmarks/province.py FOLDER [--plans 250 2500 25000] [--multiply 10] [--only STEP ...] [--json FILE]

Every plan has 40 measures with five duties each, so 25,000 of them are 10⁶ measures. With --multiply the last size comes
once more so many times as big, its facts written under other names of cities instead of being read. Each step is the command that a
user would give, in a process of its own; its seconds by the clock and of processor time and its peak memory are those
of the process and its children. The plans, the facts and the graph stay in FOLDER, and what is there is not made again.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from more_facts import MARKS, multiply

MEASURES = 40
READING = ("read", "read again")
SECTIONS = "一二三四五六七八"
ITEMS = "一二三四五"
FIRST, SECOND = "青云临江岚松澜溪竹梧桐枫霞曲汀沧", "岭川阳泽州陵屿岩坪浦塘汇湾台洲源"
BUREAUS = [
    "发展改革委",
    "教育局",
    "科技局",
    "工业和信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源社会保障局",
    "自然资源局",
    "生态环境局",
    "住房城乡建设局",
    "交通运输局",
    "水务局",
    "农业农村局",
    "商务局",
    "文化广电旅游局",
    "卫生健康委",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "国资委",
    "市场监管局",
    "体育局",
    "统计局",
    "医保局",
    "林业局",
    "粮食和储备局",
    "大数据局",
    "投资促进局",
    "行政审批局",
    "金融办",
    "税务局",
    "气象局",
]
THEMES = [
    "优化营商环境",
    "推动开发区高质量发展",
    "培育生物医药产业",
    "发展低空经济",
    "建设现代物流枢纽",
    "促进养老服务",
    "提升义务教育质量",
    "保护饮用水水源",
    "推进乡村全面振兴",
    "稳定和扩大就业",
    "发展数字经济",
    "促进文化旅游融合",
    "加强安全生产",
    "推动外贸稳定增长",
    "建设海绵城市",
    "发展绿色建筑",
    "促进民营经济",
    "加强知识产权保护",
    "推进医疗卫生强基",
    "发展预制菜产业",
]
KINDS = ["实施方案", "行动计划", "工作方案", "若干措施"]
CHAINS = [
    "生物医药",
    "新能源汽车",
    "集成电路",
    "人工智能",
    "低空经济",
    "预制菜",
    "节能环保",
    "现代物流",
    "跨境电商",
    "新型显示",
    "储能",
    "机器人",
]
ACTS = ["加快培育{chain}产业链", "支持{zone}建设公共服务平台", "做大做强{chain}产业", "推进{zone}扩区提质"]
TEXT = "健全工作推进机制，每年新增服务企业{count}家以上，完善要素保障，及时协调解决推进中的困难和问题。"


def places(count: int) -> list[str]:
    """Names of invented cities."""
    names = [f"{one}{other}市" for one in FIRST for other in SECOND if one != other]
    return random.Random(7).sample(names, count)


def plans(count: int) -> Iterator[tuple[str, str]]:
    """Name and text of each plan; the same for the same count."""
    cities = places(min(max(count // 60, 4), 200))
    titles = [(theme, kind, year) for year in range(2022, 2027) for theme in THEMES for kind in KINDS]
    for number in range(count):
        city = cities[number % len(cities)]
        issued = number // len(cities)
        theme, kind, year = titles[issued % len(titles)]
        chance = random.Random(number)
        yield f"{city[:-1]}-{number:06}.txt", "\n".join(_lines(city, theme, kind, year, issued + 1, chance))


def _lines(city: str, theme: str, kind: str, year: int, issued: int, chance: random.Random) -> Iterator[str]:
    yield f"{city}人民政府办公室关于印发《{city}{theme}{kind}（{year}年）》的通知"
    # A plan is known by its number: no two may have one.
    yield f"{city[:-1]}政办发〔{year}〕{issued}号"
    yield f"{city}{theme}{kind}（{year}年）"
    for section in range(MEASURES // len(ITEMS)):
        yield f"{SECTIONS[section]}、{theme}重点任务之{SECTIONS[section]}"
        for item in ITEMS:
            yield _measure(city, item, year, chance)


def _measure(city: str, item: str, year: int, chance: random.Random) -> str:
    chosen = [BUREAUS[min(int(chance.paretovariate(0.8)) - 1, len(BUREAUS) - 1)]]
    chosen += [name for name in chance.sample(BUREAUS, 5) if name not in chosen][:4]
    act = chance.choice(ACTS).format(
        chain=chance.choice(CHAINS), zone=f"{city[:-1]}{chance.choice(('高新区', '经开区'))}"
    )
    due = f"{year}年{chance.randrange(1, 13)}月底前完成。" if chance.random() < 0.3 else ""
    lead, supports = chosen[0], "、".join(chosen[1:])
    text = TEXT.format(count=chance.randrange(10, 90))
    return f"（{item}）{act}。{text}{due}（牵头单位：市{lead}；配合单位：市{supports}）"


def write_plans(folder: Path, count: int) -> None:
    """Write the plans of a size, once."""
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name, text in plans(count):
            (unfinished / name).write_text(text, encoding="utf-8")
        unfinished.rename(folder)


def steps(folder: Path) -> dict[str, list[str]]:
    """The commands in their order, by the name of the step."""
    read, facts, graph = folder / "plans", folder / "facts", folder / "graph.lbug"
    asked = ["--graph", str(graph)]
    kept = ["--format", "csv", "-o"]

    def out(name: str) -> str:
        return str(folder / name)

    city = places(4)[0]
    if not read.exists():
        city = f"{MARKS[0]}{city}"
    return {
        "read": ["extract", str(read), "--format", "parquet", "-o", str(facts)],
        "read again": ["extract", str(read), "--format", "parquet", "-o", str(facts)],
        "load": ["load", str(facts), *asked],
        "load again": ["load", str(facts), *asked],
        "who": ["who", "市财政局", "--jurisdiction", city, *asked, *kept, out("who.csv")],
        "coordination_pairs": ["query", "coordination_pairs", *asked, *kept, out("pairs.csv")],
        "overload": ["overload", *asked, *kept, out("overload.csv")],
        "overlap": ["overlap", *asked, *kept, out("overlap.csv")],
        "centrality": ["centrality", *asked, *kept, out("centrality.csv")],
        "coordinate": ["coordinate", *asked, *kept, out("coordinate.csv")],
        "gaps": ["gaps", *asked, *kept, out("gaps.csv")],
        "measures alike": ["overlap", "--of", "measures", *asked, *kept, out("alike.csv")],
        "report": ["report", *asked, "-o", out("report.html")],
        "draw": ["draw", *asked, "-o", out("network.html")],
        "ledger of a city": ["ledger", *asked, "--jurisdiction", city, "-o", out("ledger.xlsx")],
        "export": ["export", *asked, "-o", out("export.jsonl")],
        "overload, from facts": ["overload", "--graph", str(facts), *kept, out("overload.facts.csv")],
    }


def timed(command: list[str]) -> dict[str, float | str]:
    """Seconds by the clock and of processor time, peak megabytes of all its processes together, and how it ended."""
    begin, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        [sys.executable, "-m", "graph", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    peak = _Peak(process.pid)
    _, errors = process.communicate()
    peak.stop()
    after = os.times()
    figures: dict[str, float | str] = {
        "seconds": time.perf_counter() - begin,
        "processor": after.children_user
        + after.children_system
        - before.children_user
        - before.children_system,
        "MB": peak.megabytes,
    }
    if process.returncode:
        figures["ended"] = f"{process.returncode}: {errors.decode(errors='replace').strip()[-160:]}"
    return figures


class _Peak(threading.Thread):
    """The most memory that the processes of a session held together, looked at every half second."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._session, self._ended = session, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.5):
            self.megabytes = max(self.megabytes, self._held())

    def _held(self) -> float:
        pages = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self._session:
                pages += int(fields[21])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def stop(self) -> None:
        self._ended.set()
        self.join()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, nargs="+", default=[250, 2500, 25000])
    parser.add_argument("--multiply", type=int)
    parser.add_argument("--only", nargs="+", help="these steps, over what earlier runs left")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    figures: dict[int, dict[str, dict[str, float | str]]] = {}
    sizes = [(count, 1) for count in args.plans]
    if args.multiply:
        sizes.append((args.plans[-1], args.multiply))
    for read, times in sizes:
        count = read * times
        folder = args.folder / str(count)
        if times == 1:
            write_plans(folder / "plans", count)
        elif not (folder / "facts").exists():
            multiply(args.folder / str(read) / "facts", folder / "facts", times)
        print(f"\n{count:,} plans, {count * MEASURES:,} measures", flush=True)
        for name, command in steps(folder).items():
            if (args.only and name not in args.only) or (times > 1 and name in READING):
                continue
            row = timed(command)
            figures.setdefault(count, {})[name] = row
            shown = "".join(f"{row[key]:12,.1f} {key}" for key in ("seconds", "processor", "MB"))
            print(f"  {name:22}{shown}  {row.get('ended', '')}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
